"""Every word and Block Kit shape of the questions room; pure."""
