"""Text by people made fit to show: nothing invisible, nothing cut in the middle of a sign."""

import re
import unicodedata

_EMOJI = "\u203c\u2049\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
# Scripts that need joiners to be spelt: Arabic to Sinhala, Myanmar, Khmer, Mongolian.
_JOINED = "\u0620-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u1820-\u18aa"
_INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(
    rf"""
      (?P<flag>\U0001f3f4[\U000e0020-\U000e007e]{{1,6}}\U000e007f)
    | (?P<joiner>(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])
        | (?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}]))
    | (?P<space>[\t-\r\x85\u2028\u2029])
    | [{_INVISIBLE}]
    """,
    re.VERBOSE,
)
_MARKS_IN_A_ROW = 8  # more than any living script stacks on one letter
_LONGEST_SIGN = 40  # a family emoji with skin tones has 10; a longer "sign" is cut hard
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
_TAGS = ("\U000e0020", "\U000e007f")
_JOINER = "\u200d"


def neutralise(text: str) -> str:
    """Without control, bidi and zero-width signs and towers of accents; breaks become spaces.

    Joiners inside emoji and in scripts that are spelt with them stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _without_towers(_UNSEEN.sub(_kept, text))


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, neutralised, "…" where something was cut.

    For plain text: escape after clipping, or an "&amp;" may be cut.
    """
    shown = neutralise(text)
    if len(shown) <= limit:
        return shown
    return shown[: _last_boundary(shown, limit - 1)].rstrip() + "…" if limit > 0 else ""


def _kept(unseen: re.Match[str]) -> str:
    if unseen["flag"] or unseen["joiner"]:
        return unseen[0]
    return " " if unseen["space"] else ""


def _without_towers(text: str) -> str:
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if _is_mark(sign) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(sign)
    return "".join(kept)


def _is_mark(sign: str) -> bool:
    return sign > "\u02ff" and unicodedata.category(sign)[0] == "M"


def _last_boundary(text: str, end: int) -> int:
    """The last place at or before `end` that splits no sign."""
    for place in range(end, max(end - _LONGEST_SIGN, 0), -1):
        if not _is_inside_a_sign(text, place):
            return place
    return 0 if end <= _LONGEST_SIGN and _is_inside_a_sign(text, end) else end


def _is_inside_a_sign(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    return (
        _is_mark(after)
        or _JOINER in {before, after}
        or _SKIN_TONES[0] <= after <= _SKIN_TONES[1]
        or _TAGS[0] <= after <= _TAGS[1]
        or (_is_flag_letter(after) and _flag_letters_before(text, place) % 2 == 1)
    )


def _is_flag_letter(sign: str) -> bool:
    return _FLAG_LETTERS[0] <= sign <= _FLAG_LETTERS[1]


def _flag_letters_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_flag_letter(text[place - count - 1]):
        count += 1
    return count
