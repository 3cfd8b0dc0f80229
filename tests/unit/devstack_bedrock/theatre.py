"""Made-up data and tools for a fake product. Nothing of it is in the demo catalogue."""

# ruff: noqa: N803 - inputs are named as the tools name them

from collections.abc import Callable, Mapping
from typing import Any

Result = dict[str, Any]

PERFORMANCES: list[Result] = [
    {
        "performanceId": "px-11",
        "title": "은하 정거장",
        "genre": "뮤지컬",
        "venueName": "가람홀",
        "periodText": "1월 2일 (토) ~ 2월 7일 (일)",
        "priceText": "61,000원 ~ 97,000원",
        "ageText": "8세 이상",
    },
    {"performanceId": "px-12", "title": "고래의 정원", "genre": "뮤지컬", "venueName": "나루극장"},
    {"performanceId": "px-13", "title": "고래의 노래", "genre": "연극", "venueName": "나루극장"},
    {"performanceId": "px-14", "title": "토요일 밤의 라디오: 재연", "genre": "연극", "venueName": "나루극장"},
]
GRADES: list[Result] = [
    {"grade": "프리미엄", "price": 97000, "priceText": "97,000원", "areaTexts": ["1층 앞쪽"]},
    {"grade": "A석", "price": 79000, "priceText": "79,000원", "areaTexts": ["1층"]},
    {"grade": "B석", "price": 61000, "priceText": "61,000원", "areaTexts": ["2층"]},
]
DETAILS: Result = {
    "company": "극단 모래시계",
    "synopsis": "정거장에서 열차를 기다리는 사람들의 이야기",
    "venueId": "vn-7",
    "venueName": "가람홀",
    "runningTimeText": "105분 (쉬는 시간 없음)",
    "ageText": "8세 이상",
    "grades": GRADES,
    "bookingFeeText": "1장당 1,500원",
    "cast": [{"role": "역장", "actors": ["도하람", "윤새벽"]}],
    "cancellationTexts": ["공연 9일 전까지 무료", "공연 3일 전까지 15%"],
    "supportText": "02-555-0100",
}
SCHEDULES: list[Result] = [
    {"scheduleId": "sc-1", "startsAtText": "1월 8일 (금) 19:30", "casting": [{"role": "역장", "actor": "도하람"}]},
    {"scheduleId": "sc-2", "startsAtText": "1월 9일 (토) 14:00", "casting": [{"role": "역장", "actor": "윤새벽"}]},
    {"scheduleId": "sc-3", "startsAtText": "1월 9일 (토) 18:30", "casting": [{"role": "역장", "actor": "도하람"}]},
    {
        "scheduleId": "sc-4",
        "startsAtText": "1월 10일 (일) 15:00",
        "saleState": "closed",
        "saleStateText": "예매가 마감됐어요",
    },
]
VENUE: Result = {
    "venueId": "vn-7",
    "name": "가람홀",
    "address": "가온시 물빛로 12",
    "directions": "물빛역 3번 출구에서 걸어서 4분",
    "facilities": ["주차장 80대", "물품 보관함"],
    "seatCount": 640,
}


def refusal(code: str, message: str) -> Result:
    """A refusal as the product's tools make it."""
    return {"error": {"code": code, "message": message}}


class Theatre:
    """The ten tools over the data above. `refuse` makes a tool refuse once."""

    def __init__(self) -> None:
        self.proposals: dict[str, Result] = {}
        self.holds: dict[str, Result] = {}
        self.refuse: dict[str, Result] = {}
        self.tools: dict[str, Callable[..., Result]] = {
            "get_performances": self.performances,
            "get_performance_details": lambda performanceId: title_of(performanceId) | DETAILS,
            "get_performance_schedules": self.schedules,
            "get_seat_grades": lambda performanceId: (
                title_of(performanceId) | {"grades": GRADES, "bookingFeeText": "1장당 1,500원"}
            ),
            "get_venue_info": lambda venueId: (
                VENUE if venueId == "vn-7" else refusal("INVALID_REQUEST", "없는 공연장이에요.")
            ),
            "get_available_seats": self.seats,
            "hold_seats": self.hold,
            "extend_hold": self.extend,
            "cancel_hold": self.release,
            "get_my_reservations": lambda: {"reservations": list(self.holds.values())},
        }

    def run(self, name: str, data: Mapping[str, Any]) -> Result:
        """A tool's result. Seats that are taken void what was proposed."""
        result = self.refuse.pop(name) if name in self.refuse else self.tools[name](**data)
        if result.get("error", {}).get("code") == "SEAT_TAKEN":
            self.proposals.clear()
        return result

    def performances(self, genre: str = "", keyword: str = "", when: str = "") -> Result:
        found = [item for item in PERFORMANCES if genre in item["genre"] and keyword in item["title"]]
        read = {"read": {"text": f"1월의 {when}"}} if when else {}
        return {"performances": found, "total": len(found), "genres": ["뮤지컬", "연극"], **read}

    def schedules(self, performanceId: str, when: str = "", actor: str = "") -> Result:
        if when and not any(word in when for word in ("금", "토", "일", "월", "저녁", "낮", "시")):
            return refusal("DATE_UNCLEAR", "날짜를 알아듣지 못했어요. '1월 9일'처럼 말씀해 주세요.")
        listed = [item for item in SCHEDULES if on_day(item, when) and actor in str(item.get("casting"))]
        return title_of(performanceId) | {"schedules": listed, "total": len(listed), "read": {"text": when}}

    def seats(self, scheduleId: str, count: int, grade: str = "B석", **wishes: Any) -> Result:
        row = len(self.proposals) + 3
        seats = [
            {"seatId": f"Z-{row}-{n}", "label": f"1층 나블록 {row}열 {n}번", "grade": grade}
            for n in range(1, count + 1)
        ]
        proposal = {"proposalId": f"pp-{row}", "seats": seats, "adjacent": True, "totalText": f"{count * 80500:,}원"}
        self.proposals[f"pp-{row}"] = {
            "scheduleId": scheduleId,
            "seatLabels": [seat["label"] for seat in seats],
            **proposal,
        }
        return {
            "scheduleId": scheduleId,
            "title": "은하 정거장",
            "startsAtText": "1월 9일 (토) 18:30",
            "proposal": proposal,
        }

    def hold(self, proposalId: str) -> Result:
        proposal, replaced = self.proposals.pop(proposalId), bool(self.holds)
        hold = {
            "holdId": "hd-5",
            "performanceTitle": "은하 정거장",
            "startsAtText": "1월 9일 (토) 18:30",
            "seatLabels": proposal["seatLabels"],
            "totalText": proposal["totalText"],
            "expiresAtText": "16:40",
            "paymentUrl": "/pay/hd-5",
        }
        self.holds["hd-5"] = hold | {"state": "HOLDING", "stateText": "결제 대기"}
        return {"hold": hold, "notice": "10분 안에 결제해 주세요.", "replaced": replaced}

    def extend(self, holdId: str) -> Result:
        self.holds[holdId]["expiresAtText"] = "16:50"
        return {"hold": self.holds[holdId]}

    def release(self, holdId: str) -> Result:
        hold = self.holds.pop(holdId, None)
        return {"released": hold} if hold else refusal("HOLD_NOT_FOUND", "선점한 좌석이 없어요.")


def title_of(identifier: str) -> Result:
    """The id and title that most results begin with."""
    return next(item for item in PERFORMANCES if item["performanceId"] == identifier)


def on_day(schedule: Mapping[str, Any], when: str) -> bool:
    """Whether a date is on the weekday that the words name, if they name one."""
    days = [day for day in "금토일" if f"{day}요일" in when]
    return not days or any(f"({day})" in schedule["startsAtText"] for day in days)
