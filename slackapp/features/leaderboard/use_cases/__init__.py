"""What can be done with the board: show it, share it, look ahead, post a week's once."""
