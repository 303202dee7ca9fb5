"""The board as people see it: Block Kit and the same as plain text. Pure."""
