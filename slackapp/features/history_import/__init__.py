"""Backfill from a Slack export: the past, read by the same rooms as the present."""
