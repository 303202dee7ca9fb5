"""What can be done with questions; each function is one transaction's worth."""
