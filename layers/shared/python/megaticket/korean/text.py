"""Text as people type it, brought to one form before anything reads it."""

import re
import unicodedata

_INVISIBLE = re.compile(
    # Unicode's Default_Ignorable_Code_Point, the controls that are no white space, and the interlinear marks
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_UNUSUAL = re.compile(r"[^가-힣ㄱ-ㅣㅥ-ㆎ\x20-\x7e]+")
_SPACES = re.compile(r"\s+")

OTHER_THAN = "(?<!(?<!까)지)(?<!(?<!까)지 )말고"
"""Sets a noun apart, as in "토요일 말고"; behind a verb ("묻지 말고") it only forbids."""


def normalize(text: str) -> str:
    """One form for one text: composed Hangul, ordinary widths, no invisible characters, single spaces, lower case."""
    if _UNUSUAL.search(text):
        # First out, then composed: what stands invisibly between two letters must not keep them apart.
        text = unicodedata.normalize("NFC", _UNUSUAL.sub(_ordinary, _INVISIBLE.sub("", text)))
    return _SPACES.sub(" ", text).strip().lower()


def _ordinary(found: re.Match[str]) -> str:
    # Lone consonants ("ㅇㅇ", "ㅎㅎ") are left out of it: NFKC would turn them into parts of syllables.
    return unicodedata.normalize("NFKC", found[0])
