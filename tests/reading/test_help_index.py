"""Who could help, by keyed term hashes."""

from dataclasses import replace

from slackapp.reading.help_index import DAY, Helped, HelpIndex, Question
from slackapp.reading.terms import keyed_terms, terms_of

KEY = b"a workspace's own key"


def _helped(name: str, text: str, *helpers: str, at: int = 0, channel: str = "C1") -> Helped[str]:
    return Helped(
        question=name,
        channel=channel,
        asked_at=at,
        terms=keyed_terms(text, KEY),
        asker="UASK",
        helpers=helpers,
    )


def _question(text: str, asker: str = "UASK") -> Question[str]:
    return Question(channel="C1", asked_at=30 * DAY, terms=keyed_terms(text, KEY), asker=asker)


def _people(index: HelpIndex[str], question: Question[str]) -> list[str]:
    return [one.person for one in index.who_could_help(question)]


def test_who_helped_with_the_like_before_comes_first() -> None:
    index = HelpIndex(
        [_helped("q1", "renew the vpn certificate", "UANA"), _helped("q2", "book a room", "UBO")]
    )
    assert _people(index, _question("my vpn certificates expired"))[0] == "UANA"
    assert [one.question for one in index.similar(_question("vpn certificate"))] == ["q1"]


def test_nobody_is_asked_about_their_own_question_and_only_who_may_be_asked() -> None:
    index = HelpIndex([_helped("q1", "renew the vpn certificate", "UANA", "UBO")])
    assert _people(index, _question("vpn certificate", asker="UANA")) == ["UBO"]
    allowed = index.who_could_help(_question("vpn certificate"), among={"UBO"})
    assert [one.person for one in allowed] == ["UBO"]


def test_what_is_removed_withdrawn_or_too_old_is_forgotten() -> None:
    index = HelpIndex(
        [_helped("q1", "vpn certificate", "UANA"), _helped("q2", "vpn router", "UBO", at=2 * DAY)]
    )
    index.forget_before(DAY)
    assert [one.question for one in index.similar(_question("vpn"))] == ["q2"]
    index.remove("q2")
    assert index.similar(_question("vpn")) == []
    assert len(index) == 0


def test_a_forgotten_person_is_never_suggested_again() -> None:
    index = HelpIndex(
        [_helped("q1", "vpn certificate", "UANA", "UBO"), _helped("q2", "vpn router", "UANA")]
    )
    index.forget_person("UANA")
    assert _people(index, _question("vpn")) == ["UBO"]
    assert [one.question for one in index.similar(_question("vpn router"))] == ["q1"]


def test_a_question_added_again_replaces_the_earlier_one() -> None:
    index = HelpIndex([_helped("q1", "vpn certificate", "UANA")])
    index.add(_helped("q1", "printer paper", "UBO"))
    assert _people(index, _question("vpn")) == []
    assert _people(index, _question("printer")) == ["UBO"]


def test_terms_are_stems_without_common_words_code_and_links() -> None:
    assert set(terms_of("How do I use the certificates? `secret` <https://a.example/b>")) == {
        "certificat"
    }


def test_hashes_say_nothing_without_the_key() -> None:
    assert keyed_terms("vpn certificate", KEY) != keyed_terms("vpn certificate", b"another key")
    assert all(0 <= term < 2**63 for term in keyed_terms("vpn certificate", KEY))


def test_who_is_about_in_the_channel_may_help_until_they_are_forgotten() -> None:
    index = HelpIndex[str]()
    index.presence.spoke("UANA", "C1", 30 * DAY - 60_000_000, ("UBO",))
    index.presence.spoke("UBO", "C2", 30 * DAY - 60_000_000)
    [suggested] = index.who_could_help(_question("anything"))
    assert suggested.person == "UANA"
    assert "is_here" in suggested.reasons
    index.forget_person("UANA")
    assert index.who_could_help(_question("anything")) == []


def test_who_is_named_comes_before_who_spoke_last() -> None:
    index = HelpIndex[str]()
    index.presence.spoke("UBO", "C1", 30 * DAY - 2_000_000)
    index.presence.spoke("UANA", "C1", 30 * DAY - 1_000_000)
    named = replace(_question("anything"), named=frozenset({"UBO"}))
    assert _people(index, named) == ["UBO", "UANA"]


def test_a_thread_that_goes_on_adds_its_terms_and_helpers() -> None:
    index = HelpIndex([_helped("q1", "vpn certificate", "UANA")])
    index.grow("q1", keyed_terms("restart the router", KEY), "UBO")
    assert set(_people(index, _question("router"))) == {"UANA", "UBO"}
    index.remove("q1")
    assert _people(index, _question("router")) == []


def test_an_accepted_answer_speaks_more_for_its_writer() -> None:
    both = _helped("q1", "vpn certificate", "UANA", "UBO")
    assert _people(HelpIndex([both]), _question("vpn")) == ["UANA", "UBO"]
    index = HelpIndex([replace(both, accepted=frozenset({"UBO"}))])
    assert _people(index, _question("vpn")) == ["UBO", "UANA"]


def test_help_in_the_same_channel_speaks_more_than_elsewhere() -> None:
    elsewhere = _helped("q1", "vpn certificate", "UANA", channel="C2")
    here = _helped("q2", "vpn certificate", "UBO")
    assert _people(HelpIndex([elsewhere, here]), _question("vpn")) == ["UBO", "UANA"]
