"""What happens beside a conversation: other people, time, payments, operators. By the product's own ways where there is one."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from megaticket.clock import epoch, iso
from tests.e2e.catalogue import Json
from tests.e2e.client import Person
from tests.scenarios.houses import Scene
from tests.scenarios.records import Act
from tests.scenarios.stage import Stage

Doing = Callable[[Stage, Person, Scene, Act], None]
MOST_AT_ONCE = 4
OTHER_REGION = "ap-northeast-1"


def hold(stage: Stage, person: Person, scene: Scene, act: Act) -> None:
    """The person has held seats before."""
    seats = free(stage, scene, act.count, act.grade or scene.grade, act.skip)
    stage.hold(person.sub, scene.house, seats)


def others_hold(stage: Stage, _person: Person, scene: Scene, act: Act) -> None:
    """Somebody else holds seats."""
    stage.hold(_stranger(), scene.house, free(stage, scene, act.count, act.grade or scene.grade, act.skip))


def start_payment(stage: Stage, person: Person, _scene: Scene, _act: Act) -> None:
    """The person has gone to pay."""
    assert stage.page(person).post(f"/reservations/{_hold_of(stage, person)['holdId']}/payment").status == 200


def pay(stage: Stage, person: Person, scene: Scene, act: Act) -> None:
    """The person has paid."""
    start_payment(stage, person, scene, act)
    held = _hold_of(stage, person)
    payment = stage.provider.agree(held["holdId"], held["totalPrice"])
    assert stage.page(person).confirm(held["holdId"], payment).status == 200


def expire(stage: Stage, person: Person, _scene: Scene, _act: Act) -> None:
    """The hold's time is over: its rows say so, since nobody can wait ten minutes."""
    held = _hold_of(stage, person)
    over = epoch(datetime.now(UTC) - timedelta(minutes=1))
    for row in stage.tables.reservations:
        if held["holdId"] in {row.get("holdId"), row.get("liveHoldId")}:
            stage.tables.put("reservations", row | {"expiresAt": over})


def expire_proposal(stage: Stage, person: Person, _scene: Scene, _act: Act) -> None:
    """Five minutes have gone by since the seats were proposed."""
    head = stage.tables.head(person.conversation_id)
    expired = [proposal | {"expiresAt": 1} for proposal in head["state"]["proposals"]]
    assert expired
    stage.tables.put("conversations", head | {"state": head["state"] | {"proposals": expired}})


def sell_out(stage: Stage, _person: Person, scene: Scene, act: Act) -> None:
    """All seats of a grade are held by others, but for the last `skip`."""
    grade = act.grade or scene.grade
    free_seats = [seat for run in _free_runs(stage, scene, grade) for seat in run]
    left = free_seats[: len(free_seats) - act.skip]
    for first in range(0, len(left), MOST_AT_ONCE):
        stage.hold(_stranger(), scene.house, left[first : first + MOST_AT_ONCE])


def take_proposed(stage: Stage, person: Person, _scene: Scene, _act: Act) -> None:
    """Somebody else takes the seats that lie proposed."""
    proposals = stage.tables.head(person.conversation_id)["state"]["proposals"]
    for proposal in proposals:
        house = stage.catalogue.any_house(proposal["scheduleId"])
        taken = stage.tables.taken(house.schedule_id)
        seats = [seat["seatId"] for seat in proposal["seats"] if seat["seatId"] not in taken]
        if seats:
            stage.hold(_stranger(), house, seats)


def take_row(stage: Stage, _person: Person, scene: Scene, act: Act) -> None:
    """Every second seat of a grade is taken: nobody sits side by side."""
    for run in _free_runs(stage, scene, act.grade or scene.grade):
        for seat in run[1::2]:
            stage.hold(_stranger(), scene.house, [seat])


def recover(stage: Stage, person: Person, _scene: Scene, _act: Act) -> None:
    """The other region is lost, and this one takes over in recovery: what was held there is rescued."""
    for row in stage.tables.reservations:
        if "region" in row and {row.get("userId"), row.get("holdId"), row.get("liveHoldId")} & _names(stage, person):
            stage.tables.put("reservations", row | {"region": OTHER_REGION})
    # A hold of the same second would be one that recovery itself has made.
    time.sleep(1.1)
    before = iso(datetime.now(UTC) - timedelta(minutes=1))
    stage.control("activate", stage.stack.env["AWS_REGION"], "--recovery", "--outage-start", before)


def stand_by(stage: Stage, _person: Person, _scene: Scene, _act: Act) -> None:
    """The other region writes."""
    stage.control("activate", OTHER_REGION)


def new_conversation(_stage: Stage, person: Person, _scene: Scene, _act: Act) -> None:
    """The person comes back another time."""
    person.conversation_id = None


ACTS: dict[str, Doing] = {
    act.__name__: act
    for act in (
        hold, others_hold, pay, start_payment, expire, expire_proposal, sell_out, take_proposed, take_row, recover,
        stand_by, new_conversation,
    )
}  # fmt: skip


def free(stage: Stage, scene: Scene, count: int, grade: str, skip: int = 0) -> list[str]:
    """Seats side by side of a grade that nobody has."""
    return [run[:count] for run in _free_runs(stage, scene, grade) if len(run) >= count][skip]


def _free_runs(stage: Stage, scene: Scene, grade: str) -> list[list[str]]:
    house, taken = scene.house, stage.tables.taken(scene.house.schedule_id)
    sections = {area["section"] for area in house.performance["areas"] if area["grade"] == grade}
    wanted = [run for run in house.runs() if run[0].rsplit("-", 2)[0] in sections and house.grade_of(run[0]) == grade]
    return [[seat for seat in run if seat not in taken and seat not in house.unsold] for run in wanted]


def _hold_of(stage: Stage, person: Person) -> Json:
    return stage.tables.holds_of(person.sub)[0]


def _names(stage: Stage, person: Person) -> set[str]:
    """What the rows of a person's holds are known by."""
    return {person.sub, *(hold["holdId"] for hold in stage.tables.holds_of(person.sub))}


def _stranger() -> str:
    return f"stranger-{uuid.uuid4().hex}"
