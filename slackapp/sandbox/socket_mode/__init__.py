"""Socket Mode: events and interactions over WebSockets that the app opens itself."""
