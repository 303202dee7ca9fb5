"""What a post says, in the language of who reads it."""

from collections.abc import Mapping
from gettext import NullTranslations

from slackapp.database.transaction import Transaction
from slackapp.outbox.content import PostContent, PostRenderer
from slackapp.outbox.models import Post
from slackapp.vocabulary.words import speaking
from slackapp.workspace.languages import words_for_all, words_for_id

_PEOPLE = ("U", "W")  # a post to somebody's id is a direct message


def word(tx: Transaction, renderers: Mapping[str, PostRenderer], post: Post) -> PostContent | None:
    """None where its room has nothing to say any more."""
    with speaking(_words_for_readers(tx, post)):
        return renderers[post.kind](tx, post.subject)


def _words_for_readers(tx: Transaction, post: Post) -> NullTranslations:
    if post.ephemeral_to is not None:
        return words_for_id(tx, post.ephemeral_to)
    if post.channel_id.startswith(_PEOPLE):
        return words_for_id(tx, post.channel_id)
    return words_for_all(tx)
