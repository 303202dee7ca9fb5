"""Slack's Events API: what the app is told, signed, limited and tried again."""
