"""Who may write: the control item over the environment, read at most every five seconds."""

from datetime import UTC, datetime
from typing import Any

import pytest

from megaticket.booking.control import READ_INTERVAL_SECONDS, ControlReader, environment_control
from megaticket.settings import FunctionSettings

START = datetime(2026, 12, 5, 10, tzinfo=UTC)
ITEM = {"activeRegion": "ap-northeast-1", "mode": "recovery", "epoch": 4, "recoveryStart": 100, "outageStart": 50}


class Source:
    """The table's control item, and a clock."""

    def __init__(self, item: dict[str, Any] | None = None) -> None:
        self.item = item
        self.fault: Exception | None = None
        self.reads = 0
        self.now = 0.0

    def read(self) -> dict[str, Any] | None:
        self.reads += 1
        if self.fault:
            raise self.fault
        return self.item

    def reader(self, **environment: Any) -> ControlReader:
        settings = FunctionSettings(**({"aws_region": "ap-northeast-2"} | environment))
        return ControlReader(settings, self.read, lambda: self.now)


def test_without_an_item_the_environment_decides() -> None:
    assert Source().reader()().may_write()
    assert not Source().reader(region_role="dr")().may_write()
    recovering = Source().reader(
        aws_region="ap-northeast-1", region_role="dr", dr_recovery_mode=True, dr_recovery_start_time=START
    )()
    assert recovering.may_write()
    assert recovering.recovery_start == recovering.outage_start == int(START.timestamp())


def test_the_item_decides_over_the_environment() -> None:
    seoul = Source(ITEM).reader()()
    assert not seoul.may_write(), "a main region that comes back finds itself fenced"
    tokyo = Source(ITEM).reader(aws_region="ap-northeast-1", region_role="dr")()
    assert tokyo.may_write()
    assert (tokyo.epoch, tokyo.recovery_mode, tokyo.recovery_start, tokyo.outage_start) == (4, True, 100, 50)


def test_back_to_normal_nothing_is_rescued() -> None:
    item = {"activeRegion": "ap-northeast-2", "mode": "normal", "epoch": 5}
    control = Source(item).reader(dr_recovery_mode=True, dr_recovery_start_time=START)()
    assert control.may_write()
    assert control.protected_until("ap-northeast-1", created_at=0, expires_at=2**31) == 0


def test_it_is_read_at_most_every_five_seconds() -> None:
    source = Source()
    reader = source.reader()
    for _ in range(3):
        assert reader().may_write()
    assert source.reads == 1
    source.item = ITEM
    source.now += READ_INTERVAL_SECONDS
    assert not reader().may_write()


def test_a_reading_that_fails_leaves_the_last_in_force() -> None:
    source = Source(ITEM)
    reader = source.reader()
    assert not reader().may_write()
    source.fault = OSError("unreachable")
    source.now += READ_INTERVAL_SECONDS
    assert not reader().may_write()


def test_nobody_writes_on_a_guess() -> None:
    source = Source()
    source.fault = OSError("unreachable")
    with pytest.raises(OSError, match="unreachable"):
        source.reader()()


def test_the_environment_alone() -> None:
    control = environment_control(FunctionSettings(aws_region="ap-northeast-2"))
    assert (control.region, control.role, control.recovery_mode, control.active_region) == (
        "ap-northeast-2",
        "main",
        False,
        None,
    )
