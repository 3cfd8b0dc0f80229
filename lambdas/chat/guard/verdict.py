"""Whether a phrase holds: each of its claims against the facts, in the order in which they lean on each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lambdas.chat.guard.ages import age_holds, false_admissions
from lambdas.chat.guard.cancelling import false_freedom, percent_holds
from lambdas.chat.guard.days import date_holds, days_hold, month_holds, relative_holds, weekday_holds
from lambdas.chat.guard.deeds import deeds_not_done
from lambdas.chat.guard.differences import false_comparisons
from lambdas.chat.guard.form import visible
from lambdas.chat.guard.grounding import Grounding
from lambdas.chat.guard.links import code_holds, without_links
from lambdas.chat.guard.money import amount_holds
from lambdas.chat.guard.options import broken_options
from lambdas.chat.guard.people import actor_holds, count_holds
from lambdas.chat.guard.places import number_holds, row_holds, rows_hold, seat_holds
from lambdas.chat.guard.predicates import denies, status_of
from lambdas.chat.guard.promises import false_promises, unkept_terms
from lambdas.chat.guard.scene import Scene, Thread
from lambdas.chat.guard.strangers import unknown_actors
from lambdas.chat.guard.ties import broken_ties, heading_dates, heading_grades
from lambdas.chat.guard.times import clock_holds, minutes_hold, part_holds
from lambdas.chat.guard.tokens import Kind, Token

Check = Callable[[Token, Scene], bool]


@dataclass(frozen=True)
class FalseClaim:
    """A claim that the facts do not bear. `text` is the model's words; it never goes into a log."""

    kind: str
    text: str


def _always(_token: Token, _scene: Scene) -> bool:
    return True


def _grade_holds(token: Token, scene: Scene) -> bool:
    """A grade that the performance has."""
    return any(token.word() in show.prices for show in scene.shows(token)) or scene.denied(token)


_ROUNDS: tuple[Mapping[Kind, Check], ...] = (
    {
        Kind.DATE: date_holds,
        Kind.RELATIVE: relative_holds,
        Kind.WEEKDAY: weekday_holds,
        Kind.CLOCK: clock_holds,
        Kind.PART: part_holds,
    },
    {Kind.SEAT: seat_holds, Kind.NUMBER: number_holds, Kind.ROWS: rows_hold, Kind.ROW: row_holds},
    {
        Kind.GRADE: _grade_holds,
        Kind.MONTH: month_holds,
        Kind.DAYS: days_hold,
        Kind.HOURS: minutes_hold,
        Kind.MINUTES: minutes_hold,
        Kind.AMOUNT: amount_holds,
        Kind.PERCENT: percent_holds,
        Kind.AGE: age_holds,
        Kind.COUNT: count_holds,
        Kind.ACTOR: actor_holds,
        Kind.CODE: code_holds,
    },
)
"""Dates first, then seats, which belong to a date, then what is said of both."""


def judge(phrase: str, facts: Grounding, thread: Thread) -> tuple[list[FalseClaim], Thread]:
    """The claims of a phrase that do not hold, and what the answer is about after it."""
    text, wrong = without_links(_without_server_sentences(visible(phrase), facts), facts)
    claims = [FalseClaim("link", address) for address in wrong]
    form, tokens = facts.read(text)
    scene = Scene(form, tokens, facts, _after_titles(thread, tokens, facts))
    for checks in _ROUNDS:
        claims += [
            FalseClaim(token.kind.value, facts.names.spelt(form[token.start : token.end]))
            for token in tokens
            if token.kind in checks and not checks[token.kind](token, scene)
        ]
    claims += [FalseClaim("tie", facts.names.spelt(form[tie.start : tie.end])) for tie in broken_ties(scene)]
    claims += [FalseClaim("amount", words) for words in (*false_comparisons(scene), *broken_options(scene))]
    claims += [FalseClaim("actor", name) for name in unknown_actors(scene)]
    claims += [FalseClaim("age", words) for words in false_admissions(scene)]
    claims += [FalseClaim("status", words) for words in deeds_not_done(scene)]
    claims += [
        FalseClaim("promise", words) for words in (*false_promises(scene), *unkept_terms(scene), *false_freedom(scene))
    ]
    return claims, _after(scene)


def overheard(phrase: str, facts: Grounding, thread: Thread) -> Thread:
    """What the answer is about after a phrase without a claim: a title, what seats are said to be."""
    form, tokens = facts.read(visible(phrase))
    return _after(Scene(form, tokens, facts, _after_titles(thread, tokens, facts)))


def _without_server_sentences(text: str, facts: Grounding) -> str:
    for sentence in filter(None, facts.sentences):
        text = text.replace(sentence, " ")
    return text


def _after_titles(thread: Thread, tokens: list[Token], facts: Grounding) -> Thread:
    """Another performance begins anew."""
    titles = [facts.names[token.word()].performances for token in tokens if token.kind == Kind.TITLE]
    if not titles or titles[-1] == thread.titles:
        return thread
    return Thread(titles=titles[0])


def _after(scene: Scene) -> Thread:
    titles = scene.of(Kind.TITLE)
    if titles:
        scene.note(titles=scene.facts.names[titles[-1].word()].performances)
    if scene.of(Kind.GRADE):
        scene.note(grades=heading_grades(scene))
    scene.note(showings=heading_dates(scene))
    # What was said of seats by their names is not said of the next ones: "7열 15번을 선점했어요. 20열 30번은 비어 있고요".
    so_far = None if scene.seats and status_of(scene.text) else scene.thread.status
    # "아직 선점하신 좌석이 없어요" makes nothing of the seats that are named next.
    status = None if denies(scene.text) else status_of(scene.text)
    cancelling = scene.thread.cancelling or scene.has("취소|환불")
    scene.note(status=(None if scene.seats else status) or so_far, cancelling=cancelling)
    return scene.thread
