"""Links people share: who found what first, and what is worth reading."""
