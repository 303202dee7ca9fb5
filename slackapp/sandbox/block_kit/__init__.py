"""What blocks may hold, as Block Kit limits it."""
