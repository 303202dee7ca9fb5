"""Every word and Block Kit shape of the links room; pure."""
