"""The Home tab: what waits for somebody, the ways in, and for admins the way to silence."""
