"""Decisions about nudges: pure."""
