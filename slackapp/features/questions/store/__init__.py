"""Every query of the questions room."""
