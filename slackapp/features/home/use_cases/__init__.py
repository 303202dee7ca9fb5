"""What can be done at home: look at it and into the mirror, pause everything, be told of it."""
