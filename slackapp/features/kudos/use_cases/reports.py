"""Report to admins: somebody asks them to look at a kudos."""

from typing import Literal

import structlog

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.blocks.post import how_it_ended
from slackapp.features.kudos.rules.shown import ReportAsked
from slackapp.features.kudos.store.additions import list_additions
from slackapp.features.kudos.store.reports import add_report, find_report, settle_report
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.audience import as_seen_now
from slackapp.features.kudos.use_cases.joining import find_standing
from slackapp.features.kudos.use_cases.posts import REPORT
from slackapp.features.kudos.use_cases.showing import show_report
from slackapp.features.kudos.use_cases.undoing import id_of_report, refresh_reports, withdraw
from slackapp.outbox.admins import tell_admins
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.admins import Admin, list_admins

_log = structlog.get_logger(__name__)


def list_who_decides(tx: Transaction, *, source: str) -> ReportAsked:
    """The admins a report goes to and what they see; a Refusal where Slack named none."""
    admins = tuple(admin.name for admin in _admins(tx))
    thanks = as_seen_now(tx, list_thanks(tx, source))
    is_public = any(one.audience == "public" for one in thanks)
    return ReportAsked(source=source, admins=admins, with_words=is_public)


def report(tx: Transaction, *, source: str, person_id: str) -> tuple[str, ...]:
    """Show it to the admins, once however many report it before they decide; their names."""
    _, person = find_standing(tx, source, person_id)
    admins = _admins(tx)
    add_report(tx, source=source, reporter=person.key, at=micros_of_datetime(tx.now))
    reported = find_report(tx, source)
    decision = reported.decision if reported else 0
    tell_admins(
        tx,
        kind=REPORT,
        subject=source,
        post_id=lambda admin: id_of_report(source, decision, admin),
        admins=admins,
    )
    return tuple(admin.name for admin in admins)


def settle(
    tx: Transaction, *, source: str, by: Admin, decision: Literal["removed", "kept"]
) -> Answer:
    """An admin removes it or leaves it; the first decision stands."""
    tx.lock_workspace()
    shown = show_report(tx, source)
    if shown is None:
        raise Refusal(sentences.old_button())
    if ending := how_it_ended(shown):
        raise Refusal(sentences.already_settled(ending))
    _must_not_be_their_own(tx, by.person, source)
    settle_report(tx, source=source, settled=decision, by=by.person.key)
    _log.info("kudos.report_settled", source=source, decision=decision, by=by.person.slack_id)
    if decision == "removed":
        return Answer(facts=(withdraw(tx, list_thanks(tx, source)),))
    refresh_reports(tx, source)
    return Answer()


def _admins(tx: Transaction) -> list[Person]:
    admins = list_admins(tx)
    if not admins:
        raise Refusal(sentences.no_admins())
    return admins


def _must_not_be_their_own(tx: Transaction, admin: Person, source: str) -> None:
    """Nobody decides about their own words, as long as another admin can."""
    passed_on = [one for one in list_additions(tx, source) if one.kind == "credit"]
    authors = {one.giver for one in list_thanks(tx, source)} | {one.giver for one in passed_on}
    others = [one.name for one in list_admins(tx) if one.key not in authors]
    if admin.key in authors and others:
        raise Refusal(sentences.your_own_words(others))
