"""What admins press, type and send."""
