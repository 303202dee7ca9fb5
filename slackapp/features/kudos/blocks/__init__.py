"""Every word and shape that people see of kudos."""
