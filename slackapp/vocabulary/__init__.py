"""Shared frozen words; imports nothing of ours."""
