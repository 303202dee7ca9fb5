"""We Not Me: a Slack app that makes giving visible."""
