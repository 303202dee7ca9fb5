"""The sandbox over HTTP: the server, its connections and what goes through them."""
