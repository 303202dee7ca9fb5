"""Receipts: why a week scores what it does, and a word to the admins where it seems wrong."""
