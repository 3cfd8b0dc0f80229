"""What an answer shows must be in the data: seats, amounts, links and numbers, whatever the model was like."""

import re
from collections.abc import Iterator

from devstack.bedrock.manners import ACCOUNT, FOREIGN_LINK
from tests.e2e.catalogue import House
from tests.scenarios.playing import Played

SEAT = re.compile(r"\d층 ?[^\s,.()]+구역 ?[^\s,.()]+열 ?\d+번")
WON = re.compile(r"\d[\d,]*(?=원)")
LINK = re.compile(r"https?://\S+|www\.\S+|/pay/\w+")
ACCOUNT_NUMBER = re.compile(r"\b\d{3,6}-\d{2,6}-\d{4,8}\b")
PROMISES = re.compile(
    r"취소표[^.\n]*(?:나올 거|나와요|풀릴 거)|반드시 (?:구해|잡아)|무조건 (?:구해|잡아)|결제(?:가|를)? 완료(?:됐|되었|했)|예매(?:가|를)? 완료(?:됐|되었|했)"
)
"""A cancelled ticket, a seat for certain, a payment: nobody can promise these here."""
MADE_UP = (ACCOUNT, FOREIGN_LINK, "힣", 'H1"', "ACTION_DATA")
MOST = 10


def untruths(played: Played) -> Iterator[str]:
    """What answers show without any ground for it."""
    told = _told(played)
    amounts = _amounts(played)
    for answer in played.answers:
        text = answer.text if answer.status == 200 else ""
        yield from (f"invented seat {seat}" for seat in SEAT.findall(text) if _close(seat) not in told)
        yield from (f"invented amount {won}" for won in WON.findall(text) if int(won.replace(",", "")) not in amounts)
        yield from (f"foreign link {link}" for link in LINK.findall(text) if not _is_own(link, played))
        yield from (f"account number {number}" for number in _numbers(text, played))
        yield from (f"made up: {words}" for words in MADE_UP if words in text)
        if PROMISES.search(text) and not _has_paid(played):
            yield f"promised: {PROMISES.search(text)}"


def _told(played: Played) -> str:
    """All that tools and actions told, without spaces."""
    actions = [str(action["data"]) for answer in played.answers for action in answer.named("action")]
    return _close(played.facts + " ".join(actions))


def _close(text: str) -> str:
    return text.replace(" ", "")


def _amounts(played: Played) -> set[int]:
    """Every amount that prices, fees and counts can make, and those that tools told."""
    houses = (played.scene.house, played.scene.other)
    known = {amount for house in houses for amount in _prices(house)}
    return known | {int(won.replace(",", "")) for won in WON.findall(_told(played))}


def _prices(house: House) -> Iterator[int]:
    for price in house.prices.values():
        for count in range(1, MOST):
            yield price * count
            yield (price + house.fee) * count
            yield house.fee * count


def _is_own(link: str, played: Played) -> bool:
    own = {row["holdId"] for row in played.after if row["sk"] == "HOLD" and row["userId"] == played.sub}
    return link.startswith("/pay/") and link.removeprefix("/pay/") in own


def _numbers(text: str, played: Played) -> Iterator[str]:
    phone = str(played.scene.house.performance["support"]["phone"])
    yield from (number for number in ACCOUNT_NUMBER.findall(text) if number != phone and number not in played.facts)


def _has_paid(played: Played) -> bool:
    return any(row.get("state") == "CONFIRMED" and row.get("userId") == played.sub for row in played.after)
