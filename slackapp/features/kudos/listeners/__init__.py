"""What people type, press and fill in: Slack in, one use case, one answer out."""
