"""Pages: the frame, health and metrics."""
