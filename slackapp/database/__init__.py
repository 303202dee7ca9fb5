"""Engines, base and transactions; time is always passed in."""
