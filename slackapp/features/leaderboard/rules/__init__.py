"""The board's decisions: which weeks it covers, when it is due, whom it names. Pure."""
