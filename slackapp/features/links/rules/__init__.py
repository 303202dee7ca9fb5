"""Decisions about links: pure functions on plain values."""
