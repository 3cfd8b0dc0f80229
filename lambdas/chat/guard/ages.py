"""Claims about ages: who is too young for a performance may be told so, and may not be let in."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.predicates import denies
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind, Token

_MONTHS = 12
_AT_SCHOOL = 7
_ASKED = r"(?!는지|을지|을까|나요|는 (?:다른|공연을|작품을))"
_ADMITS = re.compile(
    rf"(?<!못)(?<!못 )(?:입장|관람|참석|동반)?(?:할|하실|볼|보실|들어올|들어오실|들어갈|들어가실|오실|올|즐길|즐기실) 수 ?있{_ASKED}"
    r"|가능(?!한지|할지|할까|하지 ?않|성|한가)|괜찮(?!지 ?않|은지|을지|을까)|(?:문제|상관|지장) ?(?:없|안 ?[돼되])|(?<!안 )(?<!안)(?:돼요|됩니다)"
)
_NOT_THIS = re.compile(r"(?: ?미만)?[이가은는]? ?(?:아니|말고|대신|안 ?[되돼])")
_UNSCHOOLED = re.compile(r"미취학|영유아|유아|아기")
_ALL_AGES = re.compile(
    r"전체 ?(?:이용|관람) ?가(?!가? ?아니)|(?:나이|연령) ?제한(?:은|이|도)? ?(?:따로 |별도로 |전혀 )?없"
)


def age_holds(token: Token, scene: Scene) -> bool:
    """An age: of the rating, of that of a grade that is named with it, of the catalogue's words, or what the person said."""
    clause = scene.clause(token)
    if _is_too_young(token, scene) and _ADMITS.search(clause) and not _NOT_THIS.match(clause):
        return False
    named = {grade.word() for grade in scene.of(Kind.GRADE)}
    rated = any(token.values[0] in show.ages(named) for show in scene.shows(token))
    return scene.in_texts(token) or scene.was_said(token) or (rated and token.values[1] != "개월")


def _is_too_young(token: Token, scene: Scene) -> bool:
    """Whether a performance that is spoken of, or the grade beside the age, lets in only who is older."""
    months = token.number() * (1 if token.values[1] == "개월" else _MONTHS)
    grades = [{grade.word()} for grade in _beside(token, scene)] or [set[str]()]
    ages = [max(show.ages(names)) for show in scene.shows(token) for names in grades]
    return bool(ages) and months < min(ages) * _MONTHS


def _beside(token: Token, scene: Scene) -> Iterator[Token]:
    """The grades before and behind an age."""
    before, after = scene.last_before(token, Kind.GRADE), [g for g in scene.of(Kind.GRADE) if g.start >= token.end]
    yield from ([before] if before else [])
    yield from after[:1]


def false_admissions(scene: Scene) -> Iterator[str]:
    """That everybody may come, or who does not go to school yet, where a performance has a rating."""
    ages = [scene.facts.show(key).performance.minimum_age for key in scene.thread.titles or scene.facts.focus]
    youngest = min(ages, default=0)
    everybody = _ALL_AGES.search(scene.text)
    if everybody and youngest and not denies(scene.text[everybody.end() :]):
        yield everybody[0]
    small = _UNSCHOOLED.search(scene.text)
    if small and youngest >= _AT_SCHOOL and _ADMITS.search(scene.text, small.end()):
        yield small[0]
