"""How the values of options are read."""

import pytest

from slackapp.cli.options import names


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (None, None),
        ("", ()),
        (":,,", ()),
        ("clap", ("clap",)),
        (" :clap: ,fire,", ("clap", "fire")),
    ],
)
def test_names_are_listed_with_commas_with_colons_or_without(
    typed: str | None, read: tuple[str, ...] | None
) -> None:
    assert names(typed) == read
