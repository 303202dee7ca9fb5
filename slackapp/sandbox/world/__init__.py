"""What exists: workspaces and everything in them, the time, the trouble and the traffic."""
