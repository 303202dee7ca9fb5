"""People who use the app: commands, clicks, shortcuts and forms, and what it answers."""
