"""What people do side by side: long talks, and somebody's first contribution."""
