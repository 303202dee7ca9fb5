"""Keys: the first seals, all open, and what none opens is told by its key's id."""

import pytest

from slackapp.workspace.token_keys import Sealed, TokenKeys, WrongKey, new_key

OLD, NEW, OTHER = (new_key() for _ in range(3))
TOKEN = "xoxb-secret"


def test_what_an_older_key_sealed_is_read_and_new_is_sealed_with_the_first() -> None:
    sealed = TokenKeys({"old": OLD}).seal(TOKEN)
    keys = TokenKeys.parse(f"new:{NEW}, old:{OLD}")
    assert keys.open(sealed) == TOKEN
    assert keys.seal(TOKEN).key_id == keys.current == "new"
    assert TOKEN not in keys.seal(TOKEN).text


@pytest.mark.parametrize("keys", [TokenKeys({"new": NEW}), TokenKeys({"old": OTHER})])
def test_a_missing_key_and_another_under_its_name_are_told(keys: TokenKeys) -> None:
    with pytest.raises(WrongKey) as wrong:
        keys.open(TokenKeys({"old": OLD}).seal(TOKEN))
    assert wrong.value.key_id == "old"


def test_what_was_changed_in_the_database_is_not_read() -> None:
    keys = TokenKeys({"old": OLD})
    sealed = keys.seal(TOKEN)
    with pytest.raises(WrongKey):
        keys.open(Sealed(sealed.key_id, sealed.text[:-6] + "AAAA=="))


@pytest.mark.parametrize(
    "text",
    ["", OLD, f"a b:{OLD}", f"one:{OLD},one:{NEW}", "one:short", f"one:{OLD},", "one:"],
    ids=["nothing", "no id", "a blank", "an id twice", "too short", "an end too many", "no key"],
)
def test_what_are_no_keys_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r"slackapp keys new|id:key pairs") as bad:
        TokenKeys.parse(text)
    assert OLD not in str(bad.value)
