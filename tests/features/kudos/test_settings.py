"""What a workspace may set about kudos."""

import pytest
from pydantic import ValidationError

from slackapp.features.kudos.settings import KudosSettings


def test_without_a_chosen_emoji_the_emoji_routes_are_off() -> None:
    assert KudosSettings().emoji == ()


def test_an_emoji_is_kept_by_its_bare_name_once() -> None:
    settings = KudosSettings.model_validate(
        {"emoji": [":clap:", "clap::skin-tone-3", " fire ", "::"]}
    )

    assert settings.emoji == ("clap", "fire")


@pytest.mark.parametrize("typed", [":clap: :fire:", "clap fire", ":clap::skin-tone-2::fire:"])
def test_emoji_typed_one_after_the_other_are_two(typed: str) -> None:
    assert KudosSettings(emoji=(typed,)).emoji == ("clap", "fire")


def test_a_value_is_kept_without_its_hash_in_small_letters() -> None:
    assert KudosSettings(values=("#Craft", "craft", "")).values == ("craft",)


@pytest.mark.parametrize("unfit", [{"minimum_reason": -1}, {"max_receivers": 0}])
def test_a_number_that_makes_no_sense_is_refused(unfit: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        KudosSettings.model_validate(unfit)


@pytest.mark.parametrize("values", [("x" * 51,), tuple(str(number) for number in range(101))])
def test_values_that_no_menu_or_message_could_carry_are_refused(values: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        KudosSettings(values=values)
