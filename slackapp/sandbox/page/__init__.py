"""The workspace in a browser: anybody's view of it, live, and acts in their name."""
