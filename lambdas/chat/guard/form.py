"""One plain form of a model's text, in which a claim looks the same however it is dressed up."""

import html
import re
import unicodedata
from functools import lru_cache

from lambdas.chat.guard.numerals import with_digits

_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cn", "Mn", "Me"})
"""Categories of characters that nobody sees: format, control, private use, unassigned, marks."""

_CONFUSABLE = str.maketrans("АВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ－–—―−﹣·∙・ㆍ•〜∼～", "ABEKMHOPCTXABEZHIKMNOPTYX------·····~~~")
"""Cyrillic and Greek letters that look Latin, and the many forms of a hyphen, a middle dot and a wave."""

_CJK_DIGITS = str.maketrans("〇零一二三四五六七八九十百千万萬億", "영영일이삼사오육칠팔구십백천만만억")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+);?")
_BOXED_MARK = re.compile(r"^\s*(?:[-*•]\s+)?(?:\d\ufe0f?\u20e3\s+|[①-⑳❶-❿]\s*)(?!\s*[열번원만시월일장매])")
_MARKUP = re.compile(r"\*+|_+|`+|~~|\\|</?[A-Za-z][^<>]*>|^\s*(?:#{1,6}|>)\s+")
_LIST_MARK = re.compile(r"^\s*(?:[-·+▪◦‣]\s+)?(?:\(?\d{1,2}[.)](?!\d)(?!\s*\d{1,2}\s*(?:\.|\([월화수목금토일]))\s*)?")
_ZEROS = re.compile(r"(?<![A-Za-z\d])[\dOo][\dOo,]*(?=\s*[원번])")
_ONE = re.compile(r"(?<=\d)[lI](?=[\dlI,]|\s*[번원])|(?<![A-Za-z])[lI](?=\d+\s*[번원])")
_SPACED_DIGITS = re.compile(r"(?<![\d.,:~-])\d(?: \d)+(?![\d.:~-])")
_SPACED_COMMA = re.compile(r"(?<=\d) ?, ?(?=\d{3}(?!\d))")


def visible(text: str) -> str:
    """The characters that a person sees, in their plain widths and forms; links and markup still stand."""
    if text.isascii() and "&" not in text:
        return text
    decoded = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return unicodedata.normalize("NFC", "".join(map(_plain, decoded)))


def bare(text: str) -> str:
    """One line of text without markup, list marks and repeated spaces."""
    unmarked = _MARKUP.sub("", visible(_BOXED_MARK.sub("", text)).replace("|", " "))
    return " ".join(_LIST_MARK.sub("", unmarked, count=1).split())


def numbered(text: str) -> str:
    """Bare text with its numbers as digits in one piece."""
    text = _ZEROS.sub(lambda found: re.sub("[Oo]", "0", found[0]), _ONE.sub("1", text))
    text = _SPACED_DIGITS.sub(lambda found: found[0].replace(" ", ""), text)
    return with_digits(_SPACED_COMMA.sub(",", text))


LOOSE = frozenset(" \t\n〈〉<>《》「」『』“”‘’\"'()[]*_`~·,.!?:")
"""Spaces, quotes and punctuation: they differ from one writing of a name to another."""


def squeezed(text: str) -> str:
    """The text without what is loose in it: for finding known words however they are spaced and quoted."""
    return "".join(mark for mark in visible(text) if mark not in LOOSE)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if "\u3131" <= character <= "\u318e" and character != "\u318d":
        return character  # lone consonants would become parts of syllables
    formed = unicodedata.normalize("NFKC", character)
    kept = "".join(_digit(part) for part in formed if part.isspace() or unicodedata.category(part) not in _HIDDEN)
    return kept.translate(_CONFUSABLE).translate(_CJK_DIGITS)


def _digit(character: str) -> str:
    """Digits of any script as 0 to 9."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)
