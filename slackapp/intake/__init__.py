"""The front door: signed request in, stored once, read by every room."""
