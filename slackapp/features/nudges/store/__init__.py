"""Every query of the nudges room."""
