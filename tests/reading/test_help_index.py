"""Who could help, by keyed term hashes."""

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
