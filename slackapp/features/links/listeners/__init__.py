"""Slack in, use case, blocks out: commands, buttons and the shortcut of links."""
