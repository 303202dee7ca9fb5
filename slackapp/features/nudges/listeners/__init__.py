"""Buttons of nudges."""
