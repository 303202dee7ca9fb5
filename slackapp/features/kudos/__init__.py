"""Kudos: thanks people give by command, in a message or with an emoji."""
