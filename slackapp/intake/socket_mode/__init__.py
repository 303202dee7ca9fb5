"""Socket Mode: the same front door, through a WebSocket that we open ourselves."""
