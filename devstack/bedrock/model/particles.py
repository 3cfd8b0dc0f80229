"""Korean particles, chosen by the final consonant of the word before them."""

HANGUL_FIRST, HANGUL_LAST = 0xAC00, 0xD7A3
FINALS = 28
RIEUL = 8
SPOKEN_WITH_FINAL = frozenset("0136780lmnr")
"""Digits and Latin letters whose Korean names end in a consonant."""
SPOKEN_WITH_RIEUL = frozenset("178lr")


def with_particle(word: str, pair: str) -> str:
    """A word with the right one of a pair of particles: "좌석" with "을/를" is "좌석을"."""
    after_consonant, after_vowel = pair.split("/")
    final = final_consonant(word)
    if after_vowel == "로" and final == RIEUL:
        return word + after_vowel
    return word + (after_consonant if final else after_vowel)


def final_consonant(word: str) -> int:
    """The number of the final consonant of a word as it is spoken, 0 where it ends in a vowel."""
    letters = [character for character in word.casefold() if character.isalnum()]
    if not letters:
        return 0
    last = letters[-1]
    if HANGUL_FIRST <= ord(last) <= HANGUL_LAST:
        return (ord(last) - HANGUL_FIRST) % FINALS
    if last in SPOKEN_WITH_RIEUL:
        return RIEUL
    return 1 if last in SPOKEN_WITH_FINAL else 0
