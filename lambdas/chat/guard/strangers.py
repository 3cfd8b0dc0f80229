"""Names of actors that no performance has: found by the words around them."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.names import MARK
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind

_NAME = r"(?P<name>[가-힣]{2,4})"
_END = r"(?= ?(?:[,.·/)\n]|$|배우|씨|예요|이에요|입니다|이고|이며))"
_BEFORE_ACTOR = re.compile(
    rf"(?<![가-힣]){_NAME} ?(?:배우(?!와|들|분|님들|가 ?바뀌|별|마다)|씨(?=[가는의도를와](?![가-힣])|[^가-힣]|$))"
)
_AFTER_ACTOR = re.compile(rf"배우 {_NAME}{_END}")
_IN_ROLE = re.compile(rf"{MARK} ?(?:역할?)?(?:은|는|에는|에|:| -|에 )? ?{_NAME}{_END}")
_IN_CAST = re.compile(
    rf"(?:캐스팅|주연|출연진|출연자)(?:은|는|:) ?(?P<name>(?:{MARK}[가-힣]|[가-힣]{{2}})[가-힣]{{0,2}})(?= ?(?:,|예요|이에요|입니다))"
)
_BEGUN = re.compile(rf"(?P<name>{MARK}(?!역|씨|님|등)[가-힣]{{1,2}})(?<![은는이가의과와도을를만]) ?배우")
_PLAYS = rf"(?:나오|나옵|나와|(?:출연|{MARK}) ?[해합하]|맡|연기|무대)"
"""In a cast without roles 출연 is itself one."""
_ACTOR_PLAYS = re.compile(rf"배우 (?P<name>[가-힣]{{3}})(?=[이가은는도] ?{_PLAYS})")
_ROLE_PLAYED = re.compile(rf"{MARK} ?(?:역할?)?(?:은|는|에는|에)? ?(?P<name>[가-힣]{{3}})(?=[이가] ?{_PLAYS})")
_PLAYS_ROLE = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{3}})[이가은는도] {MARK} ?(?:역할?)?(?:을|를|으로|로)? ?(?:맡|연기[해합하]|연기했|나[오와옵]|출연)(?!는|하는)"
)
"""A name may begin as one that is known: "아이유" where "아이" is a role."""
_COMMON = re.compile(
    r"^(?:이|그|저|두|세|네|다른|같은|모든|어느|어떤|여러|각|주연|조연|출연|담당|해당|원하시는|보고싶은|좋아하는|말씀하신|역|역의|역할|"
    r"이번|그날|날짜별|회차별|캐스팅|나오는|출연하는|맡은|인기|유명|좋은|찾으시는|배우|공연|티켓|좌석|또는|그리고|미정|비공개|다음|아래|매일|현재|아직|없음|변경|확인|한|전|새|여러분|대부분|주인공|출연자|아이돌|관객분|누군가|한배우|두배우|세배우|두 ?분)$|"
    r"(?:하는|하신|나오는|맡은|다른|어떤|에서|으로|부터|까지|마다|별로|은|는|을|를|이라|라서|하게|지만|면서|에게|한테|해서|어서|아서|"
    r"으면|처럼|보다|만큼|같은|있는|없는|멋진|좋은|한|된|인|해요|돼요|어요|아요|세요|에요|예요|니다)$"
)


def unknown_actors(scene: Scene) -> Iterator[str]:
    """Names that are said to be an actor's or to play a role, and are in no cast."""
    for pattern in (_BEFORE_ACTOR, _AFTER_ACTOR, _IN_CAST, _BEGUN, _ACTOR_PLAYS, _ROLE_PLAYED, _PLAYS_ROLE):
        names = (scene.facts.names.spelt(found["name"]) for found in pattern.finditer(scene.text))
        yield from (name for name in names if not _COMMON.search(name))
    yield from _in_roles(scene)


def _in_roles(scene: Scene) -> Iterator[str]:
    roles = [role for token in scene.of(Kind.ROLE)[:1] for role in scene.roles(token)]
    about_cast = scene.has("캐스팅|출연|배역|역할|배우| 역") or scene.of(Kind.ACTOR) or len(scene.of(Kind.ROLE)) > 1
    for role in roles if about_cast else ():
        found = _IN_ROLE.match(scene.text, role.start)
        if found and not _COMMON.search(found["name"]):
            yield found["name"]
