"""What the room keeps about one person: told to them, and forgotten; and what is old."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import PersonalData
from slackapp.features.links.models import Link, LinkMark, LinkPromotion, LinkSaved, LinkShare
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.forgetting import keyed_hash
from slackapp.workspace.personal_rows import delete_naming, rows_naming


def export_person(tx: Transaction, person: int) -> PersonalData:
    shares = rows_naming(tx, LinkShare, person, by=["sharer"])
    saved = rows_naming(tx, LinkSaved, person, by=["person"])
    keys = {str(row["key"]) for row in (*shares, *saved)}
    return {
        "link": _links(tx, keys),
        "link_share": shares,
        "link_mark": rows_naming(tx, LinkMark, person, by=["person"]),
        "link_promotion": rows_naming(tx, LinkPromotion, person, by=["author", "promoter"]),
        "link_saved": saved,
    }


def forget_person(tx: Transaction, person: int) -> None:
    """That a link was shared stays counted; which one, and where, does not."""
    tx.lock_workspace()
    saved = (LinkSaved.workspace_id == tx.workspace_id, LinkSaved.person == person)
    shared = (LinkShare.workspace_id == tx.workspace_id, LinkShare.sharer == person)
    keys = set(tx.session.scalars(select(LinkShare.key).where(*shared)))
    keys |= set(tx.session.scalars(select(LinkSaved.key).where(*saved)))
    delete_naming(tx, LinkMark, person, by=["person"])
    delete_naming(tx, LinkPromotion, person, by=["author", "promoter"])
    delete_naming(tx, LinkSaved, person, by=["person"])
    _blank_shares(tx, person)
    _delete_unshared(tx, keys, unless_by=person)


def erase_before(tx: Transaction, before: datetime, most: int) -> int:
    """Links last shared or saved before then, and all that was done about them."""
    at = micros_of_datetime(before)
    newer_share = select(LinkShare.key).where(
        LinkShare.workspace_id == tx.workspace_id, LinkShare.shared_at >= at
    )
    newer_saved = select(LinkSaved.key).where(
        LinkSaved.workspace_id == tx.workspace_id, LinkSaved.at >= at
    )
    old = select(Link.key).where(
        Link.workspace_id == tx.workspace_id,
        Link.key.not_in(newer_share),
        Link.key.not_in(newer_saved),
    )
    keys = tx.session.scalars(old.limit(most)).all()
    for model in (LinkShare, LinkSaved, Link):
        tx.session.execute(
            delete(model).where(model.workspace_id == tx.workspace_id, model.key.in_(keys))
        )
    return len(keys) + _erase_old_signs(tx, at, most)


def _erase_old_signs(tx: Transaction, at: int, most: int) -> int:
    changed = 0
    for model, moment in ((LinkMark, LinkMark.at), (LinkPromotion, LinkPromotion.turn)):
        old = (model.workspace_id == tx.workspace_id, moment < at)
        times = tx.session.scalars(select(moment).where(*old).distinct().limit(most)).all()
        tx.session.execute(delete(model).where(*old, moment.in_(times)))
        changed += len(times)
    return changed


def _links(tx: Transaction, keys: Collection[str]) -> list[dict[str, object]]:
    query = select(Link.key, Link.address, Link.title).where(
        Link.workspace_id == tx.workspace_id, Link.key.in_(keys)
    )
    return [dict(row._mapping) for row in tx.session.execute(query)]  # noqa: SLF001  a Row's own


def _blank_shares(tx: Transaction, person: int) -> None:
    theirs = (LinkShare.workspace_id == tx.workspace_id, LinkShare.sharer == person)
    for ts in tx.session.scalars(select(LinkShare.message_ts).where(*theirs).distinct()).all():
        here = update(LinkShare).where(*theirs, LinkShare.message_ts == ts)
        blank = here.values(message_ts=_unread(tx, ts))
        tx.session.execute(blank.execution_options(synchronize_session=False))
    tx.session.expire_all()


def _unread(tx: Transaction, name: str) -> str:
    """Still different from others; leads nowhere."""
    return name if name.startswith("forgotten:") else f"forgotten:{keyed_hash(tx, name)}"


def _delete_unshared(tx: Transaction, keys: Collection[str], *, unless_by: int) -> None:
    """Pages nobody else shared or saved."""
    for_others = [
        select(LinkShare.key).where(
            LinkShare.workspace_id == tx.workspace_id, LinkShare.sharer != unless_by
        ),
        select(LinkSaved.key).where(LinkSaved.workspace_id == tx.workspace_id),
    ]
    tx.session.execute(
        delete(Link).where(
            Link.workspace_id == tx.workspace_id,
            Link.key.in_(keys),
            *(Link.key.not_in(other) for other in for_others),
        )
    )
