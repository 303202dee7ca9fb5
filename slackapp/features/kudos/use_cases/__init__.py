"""What can be done with kudos; each function is one transaction's worth."""
