"""What can be done with links; each function is one transaction's worth."""
