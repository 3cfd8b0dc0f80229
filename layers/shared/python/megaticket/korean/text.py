"""Text as people type it, brought to one form before anything reads it."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")


def normalize(text: str) -> str:
    """One form for one text: composed Hangul, ordinary widths, no invisible characters, single spaces, lower case."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", "".join(map(_plain_width, text))))
    return re.sub(r"\s+", " ", visible).strip().lower()


def _plain_width(character: str) -> str:
    # Lone consonants ("ㅇㅇ", "ㅎㅎ") stay as they are: NFKC would turn them into parts of syllables.
    return character if "\u3131" <= character <= "\u318e" else unicodedata.normalize("NFKC", character)
