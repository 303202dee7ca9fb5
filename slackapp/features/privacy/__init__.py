"""Privacy: what is kept about somebody, told to them and forgotten; and what is old."""
