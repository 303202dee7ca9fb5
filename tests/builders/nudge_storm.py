"""Many nudges due at once, in a running app: run as a module it is `slackapp` with their room."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

import slackapp.catalogue
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, NudgeOffer
from slackapp.features.nudges.feature import nudges_feature
from slackapp.features.nudges.models import NudgeRow
from slackapp.outbox.models import Post
from slackapp.sandbox import Sandbox, Workspace
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeChoice, NudgeDone
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.hours import HoursSettings
from slackapp.workspace.models import PersonRow
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction

MODULE = "tests.builders.nudge_storm"
REPOSITORY = Path(__file__).parents[2]
MESSAGE, NOTICE = "storm_message", "storm_notice"
_CHANNELS = 60
_SUBJECT = re.compile(r"storm U\d+")


def furnish(workspace: Workspace, people: int) -> None:
    """Everybody is in every channel; half will get a message, half a notice."""
    crowd = [workspace.add_person(f"U{n}", name=f"Person {n}", tz="UTC") for n in range(people)]
    for number in range(_CHANNELS):
        workspace.add_channel(f"C{number}", f"channel-{number}", members=crowd, bot_is_member=True)


def prepare(database: Database, people: int) -> None:
    """The app knows everybody, and all hours are working hours."""
    with transaction(database) as tx:
        crowd = [PersonRecord(slack_id=f"U{n}", name=f"Person {n}") for n in range(people)]
        save_people(tx, crowd)
        channels = (f"C{n}" for n in range(_CHANNELS))
        known = [ChannelRecord(channel_id=c, name=c.lower(), app_is_member=True) for c in channels]
        save_channels(tx, known)
        hours = HoursSettings(opens="00:00", closes="23:59", days=tuple(range(7)))
        save_settings(tx, hours)


def seen(sandbox: Sandbox) -> Counter[str]:
    """How often each nudge was visible, by Slack's own log."""
    team = sandbox.workspaces["T1"].team
    texts = [each.text for each in team.ephemerals]
    for channel in list(team.channels.values()):
        texts.extend(each.text for each in channel.messages if each.is_by_app)
    return Counter(subject for text in texts for subject in _SUBJECT.findall(text))


def unaccounted(database: Database, visible: Iterable[str], *, people: int) -> set[str]:
    """Neither visible, nor waiting for another day, nor listed as unknown or failed."""
    with database.reading() as session:
        rows = session.execute(select(NudgeRow.subject, NudgeRow.state, NudgeRow.post_id)).all()
        states = {row[0]: row[1] for row in session.execute(select(Post.row_id, Post.state))}
    listed = {
        subject
        for subject, state, post_id in rows
        if state == "waiting" or states.get(post_id) in {"unknown", "failed"}
    }
    return {f"storm U{number}" for number in range(people)} - set(visible) - listed


def is_over(database: Database, *, people: int) -> bool:
    """Every nudge was decided about, and no post is on its way."""
    with database.reading() as session:
        states = list(session.scalars(select(NudgeRow.state)))
        moving = session.scalars(
            select(Post.row_id).where(Post.state.in_(("planned", "sending"))).limit(1)
        ).all()
        undecided = session.scalars(
            select(NudgeRow.nudge_id)
            .where(NudgeRow.state == "waiting", NudgeRow.reason.in_(("", "asking_slack")))
            .limit(1)
        ).all()
    return len(states) == people and not moving and not undecided


def find(kind: str, tx: Transaction) -> Iterable[NudgeWanted]:
    people = tx.session.execute(
        select(PersonRow.key, PersonRow.slack_id).where(
            PersonRow.workspace_id == tx.workspace_id, PersonRow.kind == "member"
        )
    )
    for key, slack_id in people:
        number = int(str(slack_id).removeprefix("U"))
        if (kind == NOTICE) == bool(number % 2):
            yield NudgeWanted(
                workspace_id=tx.workspace_id,
                kind=kind,
                subject=f"storm {slack_id}",
                people=(key,),
                channel_id=f"C{number % _CHANNELS}",
                not_before=tx.now,
                until=tx.now + timedelta(days=2),
                seen_at=tx.now if kind == NOTICE else None,
            )


def room() -> Feature:
    return Feature(name="storm", nudges=(_offer(MESSAGE), _offer(NOTICE)))


def _offer(kind: str) -> NudgeOffer:
    return NudgeOffer(
        kind=kind,
        way="notice" if kind == NOTICE else "direct_message",
        label=lambda: kind,
        ask=_ask,
        act=lambda _tx, _nudge, _person, _value: NudgeDone(markup="Thank you."),
        find=lambda tx: find(kind, tx),
    )


def _ask(_tx: Transaction, nudge: Nudge) -> NudgeAsk:
    yes = NudgeChoice(value="yes", label="Yes")
    return NudgeAsk(markup=f"Would you, about {nudge.subject}?", choices=(yes,))


if __name__ == "__main__":
    storm = room()
    slackapp.catalogue.FEATURES = (storm, nudges_feature(storm.nudges))
    from slackapp.cli.main import main

    main()
