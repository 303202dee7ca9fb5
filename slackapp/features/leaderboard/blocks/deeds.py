"""What somebody gave, in words."""

from collections.abc import Mapping

from slackapp.vocabulary.words import _, ngettext


def did(counts: Mapping[str, int]) -> str:
    """Of one person: "answered 4, passed on 2"; what counts most stands first."""
    links, thanked = counts.get("link", 0), _thanks(counts)
    worded = [
        (counts.get("answer", 0), _("answered {count}")),
        (counts.get("helped_me_too", 0), _("helped {count} more")),
        (links, ngettext("shared {count} useful link", "shared {count} useful links", links)),
        (counts.get("promotion", 0), _("passed on {count}")),
        (counts.get("credit", 0), _("credited {count}")),
        (thanked, _("thanked {count}")),
    ]
    return ", ".join(words.format(count=count) for count, words in worded if count)


def counted(counts: Mapping[str, int]) -> list[str]:
    """Of a team: "3 thanks", "1 answer"."""
    shared = sum(counts.get(kind, 0) for kind in ("link", "promotion", "credit"))
    helped = counts.get("answer", 0) + counts.get("helped_me_too", 0)
    worded = [
        (_thanks(counts), ngettext("{count} thanks", "{count} thanks", _thanks(counts))),
        (helped, ngettext("{count} answer", "{count} answers", helped)),
        (shared, ngettext("{count} thing shared", "{count} things shared", shared)),
    ]
    return [words.format(count=count) for count, words in worded if count]


def more(deed: str, count: int) -> str:
    """Since then: "2 more answers", "1 answer less"."""
    words = _more(deed, abs(count)) if count > 0 else _less(deed, abs(count))
    return words.format(count=abs(count))


def _more(deed: str, count: int) -> str:
    match deed:
        case "answer":
            return ngettext("{count} more answer", "{count} more answers", count)
        case "helped_me_too":
            return ngettext("helped {count} more person", "helped {count} more people", count)
        case "link":
            return ngettext("{count} more useful link", "{count} more useful links", count)
        case "promotion":
            return ngettext("passed on {count} more", "passed on {count} more", count)
        case "credit":
            return ngettext("credited {count} more", "credited {count} more", count)
        case _:
            return ngettext("{count} more thanks", "{count} more thanks", count)


def _less(deed: str, count: int) -> str:
    match deed:
        case "answer":
            return ngettext("{count} answer less", "{count} answers less", count)
        case "helped_me_too":
            return ngettext("helped {count} person less", "helped {count} people less", count)
        case "link":
            return ngettext("{count} useful link less", "{count} useful links less", count)
        case "promotion":
            return ngettext("passed on {count} less", "passed on {count} less", count)
        case "credit":
            return ngettext("credited {count} less", "credited {count} less", count)
        case _:
            return ngettext("{count} thanks less", "{count} thanks less", count)


def _thanks(counts: Mapping[str, int]) -> int:
    return counts.get("kudos", 0) + counts.get("acknowledgement", 0)
