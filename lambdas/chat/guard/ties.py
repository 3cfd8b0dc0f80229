"""Ties between claims: seats, and the dates and grades that are said of them, must hold together."""

import re
from collections.abc import Iterator, Sequence

from lambdas.chat.guard.bundles import CURRENT, Bundle, Seat
from lambdas.chat.guard.mentions import Mention
from lambdas.chat.guard.predicates import ends_clause
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.shows import Showing
from lambdas.chat.guard.subjects import is_beside, is_meant, is_term, is_told, leads, leaves_subject, stands_apart
from lambdas.chat.guard.tokens import Kind, Token

_LISTED = re.compile(r"(?: ?\d+ ?(?:장|매|자리|석|좌석))? ?(?:[,·/&~-]|와|과|및|하고|이랑|랑|이나|또는|그리고) ?")
_TOPIC = re.compile(r"[은는] ")
_IN_SECTION = re.compile(r" ?[A-Za-z0-9]{1,3} ?(?:구역|블록)")
_PARTED = re.compile(r"[,)/;·]")


def has_ties(bundle: Bundle, seat: Seat, token: Token, scene: Scene) -> bool:
    """Whether a seat that a token names has the date and the grade that are said of it, in the phrase or before it."""
    so_far = scene.begun
    dates = _around(token, scene.dates, scene) or [Mention(0, 0, showings=so_far.showings or ())]
    grades = _around(token, _grades(scene), scene) or [Mention(0, 0, grades=so_far.grades)]
    return _has_one(bundle, seat, dates) and _has_one(bundle, seat, grades)


def broken_ties(scene: Scene) -> Iterator[Mention]:
    """Dates and grades that are said behind seats which do not have them."""
    mentions = sorted((*scene.dates, *_grades(scene)), key=lambda mention: mention.start)
    goes_on = not scene.seat_tokens
    for place, mention in enumerate(mentions):
        start = mentions[place - 1].end if place else 0
        goes_on = goes_on and leaves_subject(scene.text, start, mention)
        if mention.says_something() and (
            _is_broken(mention, scene) or (goes_on and _is_broken_off(mention, start, scene))
        ):
            yield mention


def heading_dates(scene: Scene) -> tuple[Showing, ...] | None:
    """The dates that a phrase without seats says of those which come next, where it names several."""
    meant = [date for date in scene.dates if _is_meant(date, scene)] if not scene.seats else []
    return tuple(showing for date in meant for showing in date.showings) or scene.thread.showings


def heading_grades(scene: Scene) -> frozenset[str]:
    """The grades that a phrase without seats says of those which come next; not those whose price it tells."""
    if scene.seats or scene.of(Kind.AMOUNT):
        return frozenset()
    meant = (grade for grade in _grades(scene) if _is_meant(grade, scene) and not stands_apart(scene.text, grade))
    return frozenset(name for grade in meant for name in grade.grades)


def bundles_meant(start: int, scene: Scene) -> list[Bundle]:
    """The seats that words which begin at `start` are said of: of the performance, the date and the grade last named before."""
    titles = [title for title in scene.of(Kind.TITLE) if title.end <= start]
    named = scene.facts.names[titles[-1].word()].performances if titles else scene.thread.titles
    bundles = [b for b in scene.facts.bundles if not b.schedule_id or not named or b.performance_id in named]
    for mentions in (scene.dates, _grades(scene)):
        told = [mention for mention in mentions if mention.end <= start and mention.says_something()]
        last = next((m for m in reversed(told) if leads(scene.text, m, start) and _vouches(m, scene)), None)
        if last:
            bundles = [b for b in bundles if not b.seats or any(last.fits(b, seat) for seat in b.seats)]
    return bundles


def _vouches(mention: Mention, scene: Scene) -> bool:
    return is_meant(scene.text, mention, [])


def _grades(scene: Scene) -> Sequence[Mention]:
    told = (grade for grade in scene.of(Kind.GRADE) if not _is_section(grade, scene))
    return [Mention(grade.start, grade.end, grades=frozenset({grade.word()})) for grade in told]


def _is_section(grade: Token, scene: Scene) -> bool:
    """Whether a grade's name is part of a section's: "스탠딩 A구역"."""
    return not grade.word().isascii() and _IN_SECTION.match(scene.text, grade.end) is not None


def _around(token: Token, mentions: Sequence[Mention], scene: Scene) -> list[Mention]:
    """What is said of a seat: one of these must hold. What stands between two seats may be of either."""
    text = scene.text
    behind = [mention for mention in mentions if mention.start >= token.end][:1]
    behind = [mention for mention in behind if _is_behind(token, mention, scene)]
    if behind and is_beside(text, token.end, behind[0]):
        return behind
    before = _before(token, mentions, scene)
    others = [seat for seat in scene.seat_tokens if before and seat.end <= before[0].start]
    if not others:
        return before or behind
    is_theirs = is_beside(text, others[-1].end, before[-1]) or ends_clause(text[before[-1].end : token.start])
    return behind if is_theirs else before + behind


def _before(token: Token, mentions: Sequence[Mention], scene: Scene) -> list[Mention]:
    """The last mention before a seat, with those that it is listed with: "12월 5일과 6일"."""
    found: list[Mention] = []
    for mention in reversed(mentions):
        if mention.end > token.start or not (found or leads(scene.text, mention, token.start)):
            continue
        if found and not _LISTED.fullmatch(scene.text, mention.end, found[0].start):
            break
        found.insert(0, mention)
    return found


def _is_behind(token: Token, mention: Mention, scene: Scene) -> bool:
    """Whether a mention after a seat is of it, perhaps with other seats between them: "7열 15번, 8열 3번은 R석이에요"."""
    text = scene.text
    between = [seat for seat in scene.seat_tokens if token.end <= seat.start < mention.start]
    after = next((seat for seat in scene.seat_tokens if seat.start >= mention.end), None)
    if between:
        words = text[token.end : between[-1].start]
        if ends_clause(words) or _TOPIC.search(words) or text[: mention.start].rstrip().endswith("("):
            return False
    if after:
        words = text[mention.end : after.start]
        if not (_PARTED.search(words) or ends_clause(words)):
            return False
    return _is_said(between[-1].end if between else token.end, mention, scene)


def _is_said(end: int, mention: Mention, scene: Scene) -> bool:
    """Whether a mention is said of the seats that end at `end`."""
    if is_beside(scene.text, end, mention):
        return True
    if is_term(scene.text, end, mention) or stands_apart(scene.text, mention):
        return False
    return _is_meant(mention, scene)


def _is_meant(mention: Mention, scene: Scene) -> bool:
    mentions = [other.start for other in (*scene.dates, *_grades(scene))]
    return is_meant(scene.text, mention, sorted(mentions + [seat.start for seat in scene.seat_tokens]))


def _is_broken(mention: Mention, scene: Scene) -> bool:
    """Whether it is said of the last seats of the phrase, and they do not have it."""
    named = [seats for seats in scene.seats if seats.token.end <= mention.start]
    if not named or any(seat.start >= mention.end for seat in scene.seat_tokens):
        return False
    bundles, seats = named[-1].bundles, named[-1].seats
    fit = any(all(mention.fits(b, seat) for seat in seats if seat in b.seats) for b in bundles)
    return not fit and _is_said(named[-1].token.end, mention, scene)


def _is_broken_off(mention: Mention, start: int, scene: Scene) -> bool:
    """Whether it is said of seats in a phrase before, and they do not have it."""
    begun = scene.begun
    if not begun.bundles or _fits_any(mention, begun.bundles) or not is_told(scene.text, start, mention):
        return False
    if is_term(scene.text, start, mention) or not _is_meant(mention, scene):
        return False
    # Where a list tells a date above its seats, another one begins the next seats.
    current = [bundle for bundle in scene.facts.bundles if bundle.status in CURRENT]
    told = begun.showings if mention.showings else begun.grades
    return not (told and _fits_any(mention, current))


def _has_one(bundle: Bundle, seat: Seat, mentions: Sequence[Mention]) -> bool:
    known = [mention for mention in mentions if mention.says_something()]
    return not known or any(mention.fits(bundle, seat) for mention in known)


def _fits_any(mention: Mention, bundles: Sequence[Bundle]) -> bool:
    return any(mention.fits(bundle, seat) for bundle in bundles for seat in bundle.seats)
