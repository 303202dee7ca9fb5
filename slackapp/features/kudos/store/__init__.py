"""Every query of the room."""
