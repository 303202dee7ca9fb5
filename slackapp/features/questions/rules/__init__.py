"""Decisions about questions: pure functions on plain values."""
