"""Text as events bring it, made fit for every database."""


def storable(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL refuses."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
