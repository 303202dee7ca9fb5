"""Every query of the links room."""
