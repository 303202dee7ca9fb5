"""Giving and taking back: what rooms write to the ledger.

All of these are repeatable and free of order: the act's own time decides, not its arrival.
"""

from collections.abc import Iterable, Mapping

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act, Source, Stated, StatedChange, place_of
from slackapp.ledger.dirty_weeks import mark_changed
from slackapp.ledger.factors import link_of
from slackapp.ledger.store import add_turns, count_given, list_turns_at, prepare_turns
from slackapp.ledger.turns import (
    LiveAct,
    Turn,
    counted_acts,
    list_live,
    settling_turns,
    stated_turns,
    turn_of,
)
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.forgetting import forgotten_keys


def state(
    tx: Transaction,
    source: Source,
    now_stated: Stated,
    before: Stated | None = None,
    superseded_at: int | None = None,
) -> StatedChange:
    """An editable thing says exactly these acts; its deletion says none.

    before: the version this one replaced, where Slack told. superseded_at: the newest version
    that was stated already, where that one is later than this.
    """
    now = Stated(now_stated.at, _writable(now_stated.acts))
    before = Stated(before.at, _writable(before.acts)) if before else None
    tx.lock_workspace()
    known = list_turns_at(tx, source.place)
    said = _said(source, known)
    return _write(tx, source, known, stated_turns(source, now, before, superseded_at, said))


def give(tx: Transaction, source: Source, acts: Iterable[Act], at: int) -> tuple[Act, ...]:
    """Returns those that count from now on: not the repeated, nor what a higher kind covers."""
    tx.lock_workspace()
    known = list_turns_at(tx, source.place)
    turns = [turn_of(source, act, at, "given") for act in _writable(acts)]
    return _write(tx, source, known, turns).given


def take_back(
    tx: Transaction, source: Source, at: int, acts: Iterable[Act] | None = None
) -> tuple[Act, ...]:
    """Take back these acts, whether their giving has arrived yet or not; None: all that stand.

    Returns those that no longer count.
    """
    tx.lock_workspace()
    known = list_turns_at(tx, source.place)
    gone = _said(source, known) if acts is None else _writable(acts)
    turns = [turn_of(source, act, at, "taken_back") for act in gone]
    return _write(tx, source, known, turns).taken_back


def settle(
    tx: Transaction, source: Source, acts: Mapping[Act, int], changed_at: int
) -> StatedChange:
    """What is derived from many events: from now on the source says exactly these acts.

    acts: each with the time of its own event. changed_at: of the event that changed what is said;
    an act that was taken back meanwhile is given anew then. All times in microseconds.
    """
    tx.lock_workspace()
    known = list_turns_at(tx, source.place)
    ours = [turn for turn in known if turn.source == source.key]
    wanted = {act: at for act, at in acts.items() if act in _writable(acts)}
    return _write(tx, source, known, settling_turns(source, wanted, changed_at, ours))


def next_at(tx: Transaction, source: Source) -> int:
    """When something of ours happens: now, but after all that the source did before.

    Another machine's clock may have been ahead of this one's.
    """
    tx.lock_workspace()
    known = (turn.at for turn in list_turns_at(tx, source.place) if turn.source == source.key)
    return max([micros_of_datetime(tx.now), *(at + 1 for at in known)])


def live_acts(tx: Transaction, source: Source) -> frozenset[Act]:
    """What the source says so far, also what a higher kind at the same message covers."""
    return _said(source, list_turns_at(tx, source.place))


def last_given_at(tx: Transaction, source: Source) -> int | None:
    """When the source last gave something, whether it stands or not; None where it never did."""
    given = (turn for turn in list_turns_at(tx, source.place) if turn.turn == "given")
    return max((turn.at for turn in given if turn.source == source.key), default=None)


def live_sources(tx: Transaction, place: str) -> frozenset[str]:
    """Keys of the sources whose acts stand at a place, covered by higher kinds or not."""
    return frozenset(live.source for live in list_live(list_turns_at(tx, place)))


def gave_more_than(tx: Transaction, giver: int, acts: int, *, since: int) -> bool:
    """Whether somebody gave more acts than so many from then on (microseconds)."""
    return count_given(tx, giver, since=since, at_most=acts + 1) > acts


def look_ahead(tx: Transaction, messages: Iterable[tuple[str, str]]) -> None:
    """Look up at once what was given for these messages (channel id, ts) by whichever source."""
    tx.lock_workspace()
    prepare_turns(tx, {place_of(channel_id, ts) for channel_id, ts in messages})


def _write(
    tx: Transaction, source: Source, known: list[Turn], turns: Iterable[Turn]
) -> StatedChange:
    gone = forgotten_keys(tx)  # what stands of them stays, whatever happens to its message
    seen = {turn.key for turn in known}
    new = list({turn.key: turn for turn in turns if turn.key not in seen}.values())
    new = [turn for turn in new if turn.giver not in gone and turn.receiver not in gone]
    if not new:
        return StatedChange()
    add_turns(tx, new)
    before, after = set(counted_acts(known)), set(counted_acts([*known, *new]))
    mark_changed(tx, _with_their_links(before ^ after, after))
    had = {live.act.identity: live.act for live in before if live.source == source.key}
    has = {live.act.identity: live.act for live in after if live.source == source.key}
    return StatedChange(
        given=tuple(has[identity] for identity in sorted(has.keys() - had.keys())),
        taken_back=tuple(had[identity] for identity in sorted(had.keys() - has.keys())),
    )


def _with_their_links(changed: set[LiveAct], after: set[LiveAct]) -> set[LiveAct]:
    """Who found a link useful decides what it is worth to others, in later weeks too."""
    links = {link for live in changed if (link := link_of(live))}
    return changed | {live for live in after if links and link_of(live) in links}


def _said(source: Source, turns: Iterable[Turn]) -> frozenset[Act]:
    return frozenset(live.act for live in list_live(turns) if live.source == source.key)


def _writable(acts: Iterable[Act]) -> frozenset[Act]:
    """One of each act, with a reason and then in person where it is; never to oneself."""
    fullest_last = sorted(acts, key=lambda act: (act.bare, act.party), reverse=True)
    chosen = {act.identity: act for act in fullest_last if act.giver != act.receiver}
    return frozenset(chosen.values())
