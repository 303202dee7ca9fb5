"""One test for each promise made to people, on the running app."""
