"""Preferences: what a member chooses for themselves, silence and staying out of it included."""
