"""The keys that encrypt tokens at rest; they live in the config, never in the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)


class WrongKey(Exception):  # noqa: N818  reads as what it is
    """What is stored under this key id cannot be read with the keys we have."""

    def __init__(self, key_id: str) -> None:
        super().__init__(key_id)
        self.key_id = key_id


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted secret and the id of its key; tells nothing."""

    key_id: str
    text: str


class TokenKeys:
    """The first is what new secrets are sealed with; the others still open old ones."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.ids = tuple(keys)
        self._ring = MultiFernet([Fernet(key) for key in keys.values()])

    @classmethod
    def parse(cls, text: str) -> "TokenKeys":
        """From "id:key,older:key"; a ValueError shows no key."""
        keys: dict[str, str] = {}
        for part in text.split(","):
            key_id, _, key = part.strip().partition(":")
            if _KEY_ID.fullmatch(key_id) is None or key_id in keys:
                raise ValueError("must be id:key pairs with commas between, each id once")
            keys[key_id] = key
        try:
            return cls(keys)
        except ValueError:
            raise ValueError("holds a key that is none: slackapp keys new makes one") from None

    @property
    def current(self) -> str:
        return self.ids[0]

    def seal(self, secret: str) -> Sealed:
        return Sealed(self.current, self._ring.encrypt(secret.encode()).decode())

    def open(self, sealed: Sealed) -> str:
        """WrongKey where none of ours fits."""
        if sealed.key_id not in self.ids:
            raise WrongKey(sealed.key_id)
        try:
            return self._ring.decrypt(sealed.text.encode()).decode()
        except InvalidToken:
            raise WrongKey(sealed.key_id) from None


def new_key() -> str:
    return Fernet.generate_key().decode()
