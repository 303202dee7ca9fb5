"""What people see of their receipts."""
