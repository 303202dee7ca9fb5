"""Slack's side: Bolt app, clients, shared blocks, the one error handler."""
