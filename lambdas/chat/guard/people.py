"""Claims about people: who plays what on which date, and how many tickets are meant, allowed or left."""

import re
from collections.abc import Iterable

from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.shows import Showing
from lambdas.chat.guard.tokens import Kind, Token

_IN_ROLE = re.compile(r"^ ?(?:배우)?(?:님)? ?(?:가|이|은|는|의|께서)? ?$")
_JOINED = re.compile(r"^ ?(?:배우)?(?:님)?(?: ?\( ?|(?:가|이|은|는|의|께서) ?)$")
_TOPIC = re.compile(r"^ ?(?:역할?)?(?:은|는|에)")
_LIMIT = re.compile(r"^ ?(?:까지|이하|이내|제한|한도)")
_LIMITED = re.compile(
    r"(?:최대|1 ?(?:인|명|분)(?:이|당)?|인당|한 ?분(?:이|당)?|한 ?사람(?:이|당)?|제한은?|한도는?) ?(?:최대 ?)?$"
)
_LEFT = re.compile(r"^(?:이|가|은|는|만|도)? ?(?:정도|쯤|가량|안팎)? ?(?:[가-힣]+ ?)?(?:남|뿐|밖에|여유|잔여)")
_LEFT_BEFORE = re.compile(r"(?:잔여|남은|여유|빈)[^\d]{0,10}$")
_TOGETHER = re.compile(r"나란히|붙어|연석|함께|같이")
_CHOICE = re.compile(r"\?|까요|세요|중에|이상")
_RUN = r"번갈아|더블|트리플|(?:다른|여러) ?(?:날|회차|공연|배우)|(?:날|회차)마다|(?:날짜|회차)별|배우도|전체"
_DATES_OF = re.compile(
    r"^[^,.!?\d]{0,12}?(?:회차|날|공연|캐스팅)(?:(?:으?로|을|를) ?(?:찾|골|준비)|이에요|예요|입니다|이고)"
)
"""Words that make the dates of an actor what the answer is about."""
PEOPLE = frozenset({"명", "사람", "인"})


def actor_holds(token: Token, scene: Scene) -> bool:
    """An actor: in the cast, in the role that is named, and on every date that is named with them."""
    name = scene.facts.names[token.word()]
    if scene.denied(token):
        return True
    shows = [show for show in scene.shows(token) if show.performance_id in name.performances]
    role = _role(token, scene)
    if not any((role is None or cast[0] == role) and cast[1] == name.text for show in shows for cast in show.cast):
        return False
    own = {showing.schedule_id for show in shows for showing in show.showings}
    days = [[s for s in day if s.schedule_id in own] for day in _days_of(token, scene)]
    if _DATES_OF.match(scene.after(token)) and not scene.dates:
        dates = scene.thread.showings or [showing for show in shows for showing in show.showings]
        scene.note(showings=tuple(s for s in dates if _plays(name.text, role, [s])) or None)
    return all(_plays(name.text, role, day) for day in days)


def _days_of(token: Token, scene: Scene) -> list[tuple[Showing, ...]]:
    """The dates that are named with an actor, or else those of the seats, unless the words are about the whole run."""
    named = scene.dates_named(token)
    if named or _is_of_run(scene):
        return named
    ids = {bundle.schedule_id for bundle in scene.seats_of(token)}
    of_seats = tuple(s for show in scene.shows(token) for s in show.showings if s.schedule_id in ids)
    return [of_seats] if of_seats else scene.dates_of(token)


def _is_of_run(scene: Scene) -> bool:
    """Whether a phrase tells who plays on one date or another: so it does where it gives a role to several."""
    players: dict[str | None, set[str]] = {}
    for actor in scene.of(Kind.ACTOR):
        players.setdefault(_role(actor, scene), set()).add(actor.word())
    return scene.has(_RUN) or any(role and len(actors) > 1 for role, actors in players.items())


def _plays(actor: str, role: str | None, showings: Iterable[Showing]) -> bool:
    return any(cast[1] == actor and role in {None, cast[0]} for showing in showings for cast in showing.casting)


def _role(token: Token, scene: Scene) -> str | None:
    """The role of an actor: the one that joins directly ("서다온 배우가 해인 역을", "서다온(해인)"), or the last one before."""
    roles = scene.roles(token)
    after = next((role for role in roles if role.start >= token.end), None)
    before = next((role for role in reversed(roles) if role.end <= token.start), None)
    role = after if after and _is_joined(token, after, scene, alone=before is None) else before
    return scene.facts.names[role.word()].text if role else None


def _is_joined(token: Token, role: Token, scene: Scene, *, alone: bool) -> bool:
    """Whether a role behind an actor is theirs; "도진 역은" after them begins what is said of the next one."""
    between = scene.text[token.end : role.start]
    if alone and _IN_ROLE.match(between):
        return True
    return bool(_JOINED.match(between)) and not _TOPIC.match(scene.after(role))


def count_holds(token: Token, scene: Scene) -> bool:
    """A number of people, tickets or seats."""
    if _is_left(token, scene):
        together = token.values[0] in scene.facts.counts and _TOGETHER.search(scene.text) is not None
        return scene.denied(token) or together
    if token.word(1) == "개":
        return True
    limits = _limits(token, scene)
    if _is_limit(token, scene):
        return token.values[0] in limits or scene.quoted(token)
    return _is_known(token, scene) or scene.denied(token) or _is_asked(token, scene, limits)


def _is_known(token: Token, scene: Scene) -> bool:
    count, unit = token.number(), token.word(1)
    if count in scene.facts.counts or scene.in_texts(token):
        return True
    if unit in PEOPLE:
        return count <= max(scene.facts.counts) + 1
    houses = {show.venue.seat_count for show in scene.shows(token) if show.venue}
    return unit in {"석", "좌석"} and count in houses


def _is_asked(token: Token, scene: Scene, limits: set[int]) -> bool:
    return _CHOICE.search(scene.text) is not None and token.number() <= max(limits, default=0)


def _limits(token: Token, scene: Scene) -> set[int]:
    named = [showing for showings in scene.dates_of(token) for showing in showings]
    return {showing.ticket_limit for showing in named or scene.showings(token)}


def _is_left(token: Token, scene: Scene) -> bool:
    return bool(_LEFT.match(scene.after(token)) or _LEFT_BEFORE.search(scene.before(token)))


def _is_limit(token: Token, scene: Scene) -> bool:
    one_person = token.number() == 1 and re.match(r"(?:당|이|에)? ?(?:최대)? ?\d", scene.after(token))
    return not one_person and bool(_LIMIT.match(scene.after(token)) or _LIMITED.search(scene.before(token)))
