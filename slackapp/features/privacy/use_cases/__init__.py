"""What can be done about what is kept."""
