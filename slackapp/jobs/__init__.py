"""The durable engine behind a narrow interface, and the tick."""
