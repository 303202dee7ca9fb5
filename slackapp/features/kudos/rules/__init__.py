"""Decisions about kudos on plain values."""
