"""The nudges room: whether, whom, when and how people are asked for a kindness."""
