"""A link counts when somebody else finds it useful, by whichever way they say so."""

from tests.journeys.links.library import Library, text_of

GUIDE = "<https://docs.example.org/guide?utm_source=x>"
WHY = "a calm guide to migrations, with worked examples"


def test_a_reaction_counts_until_it_is_taken_off(library: Library) -> None:
    shared = library.say(library.ana, f"{GUIDE} {WHY}")
    library.react(library.ana, shared)
    library.react(library.bo, shared, "eyes")
    library.rest()
    assert library.acts() == []
    library.react(library.bo, shared)
    library.until_acts(("link", "U1", "U2", "2"))
    library.react(library.cy, shared, "heart")
    library.until_acts(("link", "U1", "U2", "1.25"), ("link", "U1", "U3", "1.25"))
    library.later(seconds=5)
    library.bo.unreact(shared, "star")
    library.until_acts(("link", "U1", "U3", "2"))


def test_without_words_of_one_s_own_it_is_half(library: Library) -> None:
    shared = library.say(library.ana, GUIDE)
    library.react(library.bo, shared)
    library.until_acts(("link", "U1", "U2", "1"))


def test_thanks_in_its_thread_count_unless_they_are_for_another(library: Library) -> None:
    shared = library.say(library.ana, f"{GUIDE} {WHY}")
    library.say(library.cy, "thanks <@U2> for the call this morning", to=shared)
    library.rest()
    assert library.acts() == []
    thanks = library.say(library.bo, "Thank you, just what I needed!", to=shared)
    library.until_acts(("link", "U1", "U2", "2"))
    library.later(seconds=5)
    library.bo.delete(thanks)
    library.until_acts()


def test_the_same_link_in_many_channels_counts_once(library: Library) -> None:
    first = library.say(library.ana, f"{GUIDE} {WHY}")
    again = library.say(library.ana, GUIDE, channel=library.reading)
    library.react(library.bo, first)
    library.react(library.bo, again)
    library.until_acts(("link", "U1", "U2", "2"))


def test_own_work_scores_nothing_but_is_listed_once_it_is_useful(library: Library) -> None:
    shared = library.say(library.ana, "I wrote a post: <https://ana-lopez.example.org/post>")
    library.rest()
    assert "post" not in text_of(library.type(library.bo, "links"))
    library.react(library.bo, shared)
    library.rest()
    assert "made by Ana Lopez, useful to 1" in text_of(library.type(library.bo, "links"))
    assert library.acts() == []


def test_what_is_found_useful_in_private_scores_nowhere_and_is_not_listed(
    library: Library,
) -> None:
    shared = library.say(library.ana, f"{GUIDE} {WHY}", channel=library.quiet)
    library.react(library.bo, shared)
    library.until_acts(("link", "U1", "U2", "0"))
    assert "Nothing here yet." in text_of(library.type(library.bo, "links"))


def test_a_colleague_s_message_passed_on_with_their_name_counts_once_somebody_cares(
    library: Library,
) -> None:
    said = library.say(library.ana, "The trick is to restart the worker first.")
    library.rest()
    url = f"https://harbour.slack.com/archives/C1/p{said.ts.replace('.', '')}"
    passed = library.say(library.bo, f"<@U1> knows: <{url}>", channel=library.reading)
    secret = library.say(library.ana, "Between us: it restarts itself.", channel=library.quiet)
    hidden = f"https://harbour.slack.com/archives/C3/p{secret.ts.replace('.', '')}"
    leak = library.say(library.bo, f"<@U1> knows: <{hidden}>", channel=library.reading)
    library.react(library.eva, leak, "eyes")
    nameless = library.say(library.cy, f"see <{url}>", channel=library.reading)
    library.react(library.bo, passed, "eyes")
    library.react(library.eva, nameless, "eyes")
    library.rest()
    assert library.acts() == []
    library.react(library.eva, passed, "eyes")
    library.until_acts(("promotion", "U2", "U1", "2"))
    library.later(seconds=5)
    library.bo.edit(passed, "never mind")
    library.until_acts()
