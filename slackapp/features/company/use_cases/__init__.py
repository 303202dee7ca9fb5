"""What can be done with company, a file a subject."""
