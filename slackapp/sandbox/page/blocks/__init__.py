"""Block Kit drawn as working controls, and what people do with them."""
