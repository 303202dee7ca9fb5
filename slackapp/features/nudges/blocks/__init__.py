"""The frame around every nudge: its words, lines, buttons, and what came of them."""
