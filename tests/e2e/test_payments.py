"""From held seats to a paid reservation and back: chat, page and provider over their own HTTP, judged by the tables."""

import pytest

from tests.e2e.catalogue import House
from tests.e2e.client import Json, Person
from tests.e2e.conftest import NewPerson, Settle
from tests.e2e.processes import Stack
from tests.e2e.steps import assert_held, propose, propose_seats, seat_ids_of
from tests.e2e.tables import Tables
from tests.e2e.web import Page, Provider

COUNT = 2


@pytest.fixture
def hold(person: Person, house: House) -> Json:
    """Seats that the person holds by chatting."""
    return person.press(propose(person, house, COUNT).consent).action("HOLD_CREATED")


def start(page: Page, provider: Provider, hold: Json) -> Json:
    """To the provider's page, where the person agrees: the payment."""
    started = page.post(f"/reservations/{hold['holdId']}/payment")
    assert (started.status, started.body["state"]) == (200, "PAYING")
    return provider.agree(hold["holdId"], started.body["totalPrice"])


def assert_sold(tables: Tables, provider: Provider, hold: Json) -> None:
    """The hold, its seats, its claims and the money say the same."""
    stored = tables.hold(hold["holdId"])
    limit = tables.limit(stored["userId"], hold["scheduleId"]) or {}
    rows = [row for row in tables.reservations if hold["holdId"] in {row.get("holdId"), *row["sk"].split("#")}]
    claims = [row["sk"] for row in rows if row["pk"].startswith("CLAIM#")]
    assert (stored["state"], limit["sold"]) == ("CONFIRMED", len(hold["seats"]))
    assert "liveHoldId" not in limit
    assert tables.seats_of(hold["holdId"]) == seat_ids_of(hold)
    assert {row["state"] for row in rows if row["sk"].startswith("SEAT#")} == {"SOLD"}
    assert claims == [f"{seat}#{hold['holdId']}#SOLD" for seat in seat_ids_of(hold)]
    assert [row["pk"] for row in rows if row["pk"].startswith("PAYMENT_OPEN#")] == []
    assert provider.kept[hold["holdId"]] == hold["totalPrice"]


def test_the_configuration_names_the_page_that_answers(config: Json, page: Page, stack: Stack) -> None:
    assert page.url == config["regions"][config["activeRegion"]]["reservationsUrl"] == stack.env["RESERVATIONS_URL"]
    assert page.get("/health").body == {"status": "ok"}
    assert page.get("/reservations").body == {"reservations": []}


def test_seats_held_by_chat_are_paid_on_the_page(
    person: Person, page: Page, provider: Provider, house: House, hold: Json, tables: Tables
) -> None:
    path = f"/reservations/{hold['holdId']}"
    shown = page.get(path).body
    assert {key: shown[key] for key in hold} == hold | {"remainingSeconds": shown["remainingSeconds"]}
    confirmed = page.confirm(hold["holdId"], start(page, provider, hold))
    assert (confirmed.status, confirmed.body["state"]) == (200, "CONFIRMED")
    assert len(confirmed.body["reservationNumber"]) == 10
    assert_sold(tables, provider, hold)
    mine = person.say("내 예약 보여 주세요")
    (listed,) = mine.action("MY_RESERVATIONS")["reservations"]
    assert (listed["holdId"], listed["stateText"]) == (hold["holdId"], "예매 완료")
    assert "예매 완료" in mine.text
    section = hold["seats"][0]["seatId"].rsplit("-", 2)[0]
    assert set(seat_ids_of(hold)) <= set(
        page.get(f"/schedules/{house.schedule_id}/seats?section={section}").body["taken"]
    )


def test_a_stranger_neither_sees_nor_pays_nor_cancels(
    page: Page, provider: Provider, hold: Json, new_person: NewPerson, tables: Tables
) -> None:
    stranger = Page(page.http, page.url, new_person())
    path = f"/reservations/{hold['holdId']}"
    payment = start(page, provider, hold)
    codes = {
        stranger.get(path).code,
        stranger.post(f"{path}/payment/abandon").code,
        stranger.confirm(hold["holdId"], payment).code,
        stranger.post(f"{path}/release").code,
    }
    assert codes == {"HOLD_NOT_FOUND"}
    assert tables.hold(hold["holdId"])["state"] == "PAYING"
    assert hold["holdId"] not in provider.kept


def test_a_declined_card_is_followed_by_another(page: Page, provider: Provider, hold: Json, tables: Tables) -> None:
    provider.order("confirm", "decline")
    assert page.confirm(hold["holdId"], start(page, provider, hold)).code == "PAYMENT_DECLINED"
    assert hold["holdId"] not in provider.kept
    again = start(page, provider, hold)
    assert page.confirm(hold["holdId"], again).body["state"] == "CONFIRMED"
    assert_sold(tables, provider, hold)


def test_a_wrong_amount_is_not_charged(page: Page, provider: Provider, hold: Json, tables: Tables) -> None:
    start(page, provider, hold)
    cheap = provider.agree(hold["holdId"], 100)
    assert page.confirm(hold["holdId"], cheap).code == "AMOUNT_MISMATCH"
    assert hold["holdId"] not in provider.kept
    assert tables.hold(hold["holdId"])["state"] == "PAYING"


def test_settlement_finishes_a_payment_whose_answer_was_lost(
    page: Page, provider: Provider, hold: Json, settle: Settle, tables: Tables
) -> None:
    provider.order("confirm", "lost_answer")
    assert page.confirm(hold["holdId"], start(page, provider, hold)).code == "PAYMENT_IN_PROGRESS"
    assert provider.kept[hold["holdId"]] == hold["totalPrice"]
    assert settle() == {"unsettled": 0, "refundsDue": 0}
    assert page.get(f"/reservations/{hold['holdId']}").body["state"] == "CONFIRMED"
    assert_sold(tables, provider, hold)


def test_a_cancelled_reservation_is_refunded_as_quoted(
    page: Page, provider: Provider, hold: Json, settle: Settle, new_person: NewPerson
) -> None:
    path = f"/reservations/{hold['holdId']}"
    page.confirm(hold["holdId"], start(page, provider, hold))
    quote = page.get(f"{path}/cancellation").body
    assert page.post(f"{path}/cancel", {"refund": quote["refund"] + 1}).code == "QUOTE_CHANGED"
    provider.order("cancel", "unavailable")
    assert page.post(f"{path}/cancel", {"refund": quote["refund"]}).body["state"] == "CANCELLED"
    lefts = [settle() for _ in range(2)]
    assert lefts[-1] == {"unsettled": 0, "refundsDue": 0}
    assert provider.kept[hold["holdId"]] == hold["totalPrice"] - quote["refund"]
    offered = propose_seats(new_person(), hold["scheduleId"], seat_ids_of(hold)).actions("PROPOSAL")
    assert seat_ids_of(offered[0]) == seat_ids_of(hold)


def test_more_time_in_words_and_on_the_page(person: Person, page: Page, hold: Json, tables: Tables) -> None:
    before = tables.hold(hold["holdId"])["expiresAt"]
    extended = person.say("시간이 부족해요. 선점 시간 좀 늘려 주세요").action("HOLD_EXTENDED")
    assert extended["holdId"] == hold["holdId"]
    assert tables.hold(hold["holdId"])["expiresAt"] == before + 600
    path = f"/reservations/{hold['holdId']}/extend"
    answers = [page.post(path, {"requestId": "again"}).body["expiresAt"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert tables.hold(hold["holdId"])["expiresAt"] == before + 1200
    assert page.post(path).code == "EXTEND_LIMIT"
    assert person.say("10분만 더 주세요").actions("HOLD_EXTENDED") == []
    assert_held(tables, person, hold)


def test_seats_are_exchanged_by_the_map(person: Person, house: House, hold: Json, tables: Tables) -> None:
    others = house.pick(COUNT, skip=4)
    proposed = propose_seats(person, house.schedule_id, others)
    assert_held(tables, person, hold)
    assert_exchanged(tables, person, hold, person.press(proposed.consent).action("HOLD_REPLACED"))
    assert tables.seats_of(hold["holdId"]) == sorted(others)


def test_seats_are_exchanged_in_words(person: Person, house: House, tables: Tables) -> None:
    grade = min(house.prices, key=house.prices.__getitem__)
    person.say(f"{house.title} 예매하고 싶어요")
    person.say(f"{house.starts_at_spoken}으로 할게요")
    person.say("둘이요")
    hold = person.press(person.say(f"{grade}석으로 할게요").consent).action("HOLD_CREATED")
    proposed = person.say("다른 자리로 바꿔 주세요")
    assert seat_ids_of(proposed.action("PROPOSAL")) != seat_ids_of(hold)
    assert_held(tables, person, hold)
    assert_exchanged(tables, person, hold, person.say("네, 그 좌석으로 할게요").action("HOLD_REPLACED"))


def assert_exchanged(tables: Tables, person: Person, before: Json, after: Json) -> None:
    """The same hold with other seats and its old end; the seats from before are nobody's."""
    assert (after["holdId"], after["expiresAt"]) == (before["holdId"], before["expiresAt"])
    assert not set(seat_ids_of(after)) & set(seat_ids_of(before))
    assert_held(tables, person, after)
    assert not set(seat_ids_of(before)) & set(tables.taken(before["scheduleId"]))
