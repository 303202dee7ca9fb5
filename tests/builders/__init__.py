"""Builders of data for tests."""
