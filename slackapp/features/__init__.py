"""What the app does: one room each, no room imports another."""
