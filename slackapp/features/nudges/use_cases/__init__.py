"""What can be done with nudges."""
