"""Words and shapes of the preferences; pure."""
