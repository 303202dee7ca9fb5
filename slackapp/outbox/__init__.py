"""Posts to Slack: planned, sending, then sent, failed or unknown."""
