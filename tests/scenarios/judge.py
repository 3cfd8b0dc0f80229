"""The judge: what is wrong with a played scenario, by its expectation, the tables before and after, and the events. Pure."""

import re
from collections.abc import Iterator, Mapping

from tests.e2e.catalogue import Json
from tests.scenarios.playing import Played, Rows, by_key
from tests.scenarios.records import ExpectedHold
from tests.scenarios.truth import untruths

UNPAID = {"HOLDING", "PAYING"}
LIVE = UNPAID | {"APPROVING"}
HELD = {"HOLD_CREATED", "HOLD_REPLACED"}
WAY_TO_PAY = "결제 완료하러 가기"
SLIPS = {"TURN_DEADLINE", "HOLD_SERVICE_UNAVAILABLE", "MODEL_UNAVAILABLE"}
"""Errors that no scenario leads to."""


def judge(played: Played, manner: str = "") -> list[str]:
    """Everything that is not as it should be. With a manner, words are judged for what they must not say alone."""
    complaints = [*_of_holds(played), *_of_others(played), *_of_actions(played), *_of_code(played, manner)]
    complaints += [*_of_forbidden(played), *untruths(played)]
    if not manner:
        complaints += _of_words(played)
    return complaints


def _of_holds(played: Played) -> Iterator[str]:
    """What the person holds is what was expected, row by row."""
    left = _holds(played, played.after)
    for expected in played.expected.holds:
        found = next((hold for hold in left if not list(_unlike(hold, expected, played))), None)
        if found is None:
            reasons = [list(_unlike(hold, expected, played)) for hold in left]
            yield f"no hold is {expected.model_dump(exclude_defaults=True)}: {reasons}"
        else:
            left.remove(found)
            yield from _disagreements(found, played)
    if played.expected.outcome == "changed":
        yield from (f"another hold: {hold['state']} {hold['seats']}" for hold in left)


def _unlike(hold: Json, expected: ExpectedHold, played: Played) -> Iterator[str]:
    scene = played.scene
    seats = sorted(seat["seatId"] for seat in hold["seats"])
    if _state(hold, played.at) != expected.state:
        yield f"state {_state(hold, played.at)}"
    if len(seats) != expected.seats:
        yield f"{len(seats)} seats"
    if expected.grade and {seat["grade"] for seat in hold["seats"]} != {expected.grade}:
        yield f"grades {[seat['grade'] for seat in hold['seats']]}"
    if expected.on and hold["scheduleId"] != scene.dates[expected.on]:
        yield f"date {hold['scheduleId']}"
    if hold.get("extensions", 0) != expected.extensions:
        yield f"extended {hold.get('extensions')} times"
    before = {row["holdId"]: row for row in _holds(played, played.before)}.get(hold["holdId"])
    if expected.given != (before is not None):
        yield "a new hold" if before is None else "a hold from before"
    if expected.same_seats and before and before["seats"] != hold["seats"]:
        yield "other seats than before"
    house = scene.house if hold["scheduleId"] == scene.house.schedule_id else scene.other
    if hold["scheduleId"] == house.schedule_id:
        if expected.together and not house.are_side_by_side(seats):
            yield f"not side by side: {seats}"
        if hold["totalPrice"] != house.price_of(seats):
            yield f"{hold['totalPrice']} won for {house.price_of(seats)}"


def _disagreements(hold: Json, played: Played) -> Iterator[str]:
    """A hold's seats and its person's limit must say the same as the hold. What time has ended is left to others."""
    if _state(hold, played.at) == "EXPIRED":
        return
    seats = {_seat_id(row): row["state"] for row in played.after if _is_seat(row) and row["holdId"] == hold["holdId"]}
    state = {**dict.fromkeys(LIVE, "HELD"), "CONFIRMED": "SOLD"}.get(hold["state"])
    wanted = {seat["seatId"]: state for seat in hold["seats"]} if state else {}
    if seats != wanted:
        yield f"seats stored {seats}, held {wanted}"
    limit = next(
        (row for row in played.after if row["pk"] == f"USER#{played.sub}" and row["sk"].endswith(hold["scheduleId"])),
        {},
    )
    if (limit.get("liveHoldId") == hold["holdId"]) != (hold["state"] in LIVE):
        yield f"the limit names {limit.get('liveHoldId')}"


def _of_others(played: Played) -> Iterator[str]:
    """Nothing has changed but the person's own; nothing at all where nothing was to change."""
    before, after = by_key(played.before), by_key(played.after)
    changed = {key for key in before | after if before.get(key) != after.get(key)}
    if played.expected.outcome != "changed":
        yield from (f"written: {key}" for key in sorted(changed))
        return
    if not changed:
        yield "nothing was written"
    own = {hold["holdId"] for hold in _holds(played, [*played.before, *played.after])}
    for key in changed:
        row = after.get(key) or before[key]
        mine = row["pk"] == f"USER#{played.sub}" or {row.get("holdId"), row["pk"].removeprefix("HOLD#")} & own
        if not mine:
            yield f"somebody else's: {key}"


def _of_actions(played: Played) -> Iterator[str]:
    kinds = [action["type"] for answer in played.answers for action in answer.named("action")]
    yield from (f"no action {kind}" for kind in played.expected.actions if kind not in kinds)
    yield from (f"action {kind}" for kind in played.expected.no_actions if kind in kinds)
    if played.expected.outcome != "changed":
        yield from (f"action {kind}" for kind in kinds if kind in HELD | {"HOLD_RELEASED", "HOLD_EXTENDED"})
    for answer in played.answers:
        yield from (code for code in answer.error_codes if code in SLIPS and code != played.expected.code)
        for action in answer.named("action"):
            if action["type"] in HELD:
                yield from _of_way_to_pay(answer.text, action["data"])


def _of_way_to_pay(text: str, hold: Json) -> Iterator[str]:
    """A hold comes with its end and the way to pay for it, whatever the model wrote."""
    for words in (WAY_TO_PAY, f"/pay/{hold['holdId']}", hold["expiresAtText"]):
        if words not in text:
            yield f"a hold without {words!r}"


def _of_code(played: Played, manner: str) -> Iterator[str]:
    due: Mapping[str, str] = dict(played.expected.code_when.items())
    for code in (played.expected.code, due.get(manner)):
        if code and code not in played.codes:
            yield f"refused by {sorted(played.codes) or 'nothing'}, not {code}"


def _of_words(played: Played) -> Iterator[str]:
    shown = "\n".join(answer.text for answer in played.answers if answer.status == 200)
    yield from (f"not said: {words}" for words in played.expected.says if words not in shown)
    anyone = played.expected.says_one_of
    if anyone and not any(words in shown for words in anyone):
        yield f"none was said of {anyone}"


def _of_forbidden(played: Played) -> Iterator[str]:
    shown = "\n".join(answer.text for answer in played.answers if answer.status == 200)
    yield from (f"said: {pattern}" for pattern in played.expected.forbidden if re.search(pattern, shown))


def _holds(played: Played, rows: Rows) -> list[Json]:
    holds = {row["holdId"]: row for row in rows if row["sk"] == "HOLD" and row["userId"] == played.sub}
    return list(holds.values())


def _state(hold: Json, at: int) -> str:
    """The state as a reader sees it: time ends what is not paid."""
    over = hold["state"] in UNPAID and hold["expiresAt"] <= at
    return "EXPIRED" if over else str(hold["state"])


def _is_seat(row: Json) -> bool:
    return str(row["sk"]).startswith("SEAT#")


def _seat_id(row: Json) -> str:
    section = row["pk"].partition("#SECTION#")[2]
    _, label, number = row["sk"].split("#")
    return f"{section}-{label}-{number}"
