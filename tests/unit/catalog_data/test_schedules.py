"""The calendar, for several days on which somebody may load it."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise

import pytest

from megaticket.catalog.items import performance_of_schedule, schedule_id
from megaticket.catalog.models import Performance, Schedule
from megaticket.clock import KST
from operations.demo_catalog import Catalog
from operations.demo_schedules import DAYS
from tests.unit.catalog_data.houses import TODAYS, catalog_of, seats_of, venue_of

every_today = pytest.mark.parametrize("today", TODAYS, ids=str)
MONDAY = 0
TURNOVER = timedelta(hours=1)


def kst_day(schedule: Schedule) -> date:
    return schedule.starts_at.astimezone(KST).date()


def of_genre(catalog: Catalog, *genres: str) -> list[Performance]:
    return [performance for performance in catalog.performances if performance.genre in genres]


def of_performance(catalog: Catalog, performance: Performance) -> list[Schedule]:
    return [schedule for schedule in catalog.schedules if schedule.performance_id == performance.performance_id]


@every_today
def test_covers_sixty_days(today: date) -> None:
    days = {kst_day(schedule) for schedule in catalog_of(today).schedules}
    assert days == {today + timedelta(days=ahead) for ahead in range(DAYS)}
    assert DAYS == 60


@every_today
def test_ids_are_unique_and_tell_performance_and_start(today: date) -> None:
    schedules = catalog_of(today).schedules
    assert len({schedule.schedule_id for schedule in schedules}) == len(schedules)
    for schedule in schedules:
        start = schedule.starts_at.astimezone(KST)
        assert schedule.schedule_id == schedule_id(schedule.performance_id, f"{start:%Y%m%d-%H%M}")
        assert performance_of_schedule(schedule.schedule_id) == schedule.performance_id


@every_today
def test_every_performance_plays_at_its_venue_within_its_period(today: date) -> None:
    catalog = catalog_of(today)
    for performance in catalog.performances:
        schedules = of_performance(catalog, performance)
        days = [kst_day(schedule) for schedule in schedules]
        assert (performance.period_start, performance.period_end) == (min(days), max(days))
        assert {schedule.venue_id for schedule in schedules} == {performance.venue_id}


@every_today
def test_musicals_and_plays_rest_on_mondays_and_play_twice_on_weekends(today: date) -> None:
    catalog = catalog_of(today)
    for performance in of_genre(catalog, "뮤지컬", "연극"):
        days = [kst_day(schedule) for schedule in of_performance(catalog, performance)]
        assert MONDAY not in {day.weekday() for day in days}
        assert {days.count(day) for day in days if day.weekday() >= 5} == {2}


@every_today
def test_a_house_has_time_between_two_performances(today: date) -> None:
    catalog = catalog_of(today)
    minutes = {performance.performance_id: performance.running_minutes for performance in catalog.performances}
    for venue in catalog.venues:
        evenings = sorted(
            (schedule.starts_at, schedule.starts_at + timedelta(minutes=minutes[schedule.performance_id]))
            for schedule in catalog.schedules
            if schedule.venue_id == venue.venue_id
        )
        assert all(end + TURNOVER <= start for (_, end), (start, _) in pairwise(evenings))


@every_today
def test_each_role_is_played_by_one_of_its_actors(today: date) -> None:
    catalog = catalog_of(today)
    for performance in catalog.performances:
        actors = {role.role: set(role.actors) for role in performance.cast}
        for schedule in of_performance(catalog, performance):
            assert [part.role for part in schedule.casting] == [role.role for role in performance.cast]
            assert all(part.actor in actors[part.role] for part in schedule.casting)


@every_today
def test_every_actor_of_a_musical_appears(today: date) -> None:
    catalog = catalog_of(today)
    for performance in of_genre(catalog, "뮤지컬", "연극"):
        playing = {part.actor for schedule in of_performance(catalog, performance) for part in schedule.casting}
        assert playing == {actor for role in performance.cast for actor in role.actors}


@every_today
def test_the_actors_of_two_roles_meet_in_every_pairing(today: date) -> None:
    catalog = catalog_of(today)
    for performance in of_genre(catalog, "뮤지컬", "연극"):
        evenings = [schedule.casting for schedule in of_performance(catalog, performance)]
        for (one, role), (other, partner) in combinations(enumerate(performance.cast), 2):
            pairs = {(casting[one].actor, casting[other].actor) for casting in evenings}
            assert len(pairs) == len(role.actors) * len(partner.actors), (role, partner)


@every_today
def test_an_actor_rests_after_the_matinee(today: date) -> None:
    catalog = catalog_of(today)
    for performance in of_genre(catalog, "뮤지컬", "연극"):
        for matinee, evening in pairwise(of_performance(catalog, performance)):
            if kst_day(matinee) == kst_day(evening):
                double = {role.role for role in performance.cast if len(role.actors) > 1}
                both = set(matinee.casting) & set(evening.casting)
                assert not any(part.role in double for part in both)


@every_today
def test_sales_open_before_they_close_before_the_start(today: date) -> None:
    for schedule in catalog_of(today).schedules:
        assert schedule.sale_opens_at < schedule.sale_closes_at < schedule.starts_at
        assert schedule.starts_at.utcoffset() == timedelta(0)


@every_today
def test_some_sales_are_open_and_some_open_later(today: date) -> None:
    noon = datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=3)
    states = [schedule.sale_state(noon) for schedule in catalog_of(today).schedules]
    assert states.count("open") > states.count("upcoming") > 0


@every_today
def test_ticket_limits_follow_demand(today: date) -> None:
    catalog = catalog_of(today)
    assert {schedule.ticket_limit for schedule in catalog.schedules} == {2, 4, 6}
    for schedule in catalog.schedules:
        assert (schedule.maximum_extensions == 0) == (schedule.ticket_limit == 2)


@every_today
def test_blocked_seats_exist(today: date) -> None:
    catalog = catalog_of(today)
    seats = {venue.venue_id: set(seats_of(venue)) for venue in catalog.venues}
    blocked = {
        (schedule.venue_id, (part.section, part.row, number))
        for schedule in catalog.schedules
        for part in schedule.blocked
        for number in range(part.first, part.last + 1)
    }
    assert blocked
    assert all(seat in seats[venue_id] for venue_id, seat in blocked)


@every_today
def test_a_date_is_the_same_on_whatever_day_it_was_loaded(today: date) -> None:
    later = catalog_of(today + timedelta(days=9)).schedules
    known = {schedule.schedule_id: schedule for schedule in catalog_of(today).schedules}
    both = [schedule for schedule in later if schedule.schedule_id in known]
    assert len({kst_day(schedule) for schedule in both}) == DAYS - 9
    assert both == [known[schedule.schedule_id] for schedule in both]


def test_names_the_venue_of_every_performance() -> None:
    catalog = catalog_of(TODAYS[0])
    assert all(venue_of(catalog, performance.venue_id) for performance in catalog.performances)
