"""Slack in, use case, blocks out: commands, buttons, forms and shortcuts of questions."""
