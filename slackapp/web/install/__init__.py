"""Installing the app by OAuth: the page with the button, and the way back from Slack."""
