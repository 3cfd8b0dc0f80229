"""The performances: prices of every seat, fees, and what a person asks about."""

import re
from collections import Counter

import pytest

from megaticket.catalog.models import CancellationPolicy, GradeArea, Performance
from megaticket.catalog.venues import Section
from tests.unit.catalog_data.houses import TODAYS, catalog_of, rows_of, venue_of

CATALOG = catalog_of(TODAYS[0])
every_performance = pytest.mark.parametrize(
    "performance", CATALOG.performances, ids=lambda performance: performance.performance_id
)


def covered_rows(area: GradeArea, section: Section) -> list[str]:
    rows = rows_of(section)
    first = rows.index(area.first_row) if area.first_row else 0
    last = rows.index(area.last_row) if area.last_row else len(rows) - 1
    return rows[first : last + 1]


def fee_rules_on(policy: CancellationPolicy, days_before: int) -> int:
    return sum(
        tier.from_days <= days_before and (tier.to_days is None or days_before <= tier.to_days) for tier in policy.tiers
    )


def test_offers_every_kind_of_performance() -> None:
    genres = Counter(performance.genre for performance in CATALOG.performances)
    assert genres.keys() == {"뮤지컬", "연극", "콘서트", "클래식", "발레", "가족"}
    assert min(genres["뮤지컬"], genres["연극"], genres["콘서트"]) >= 2
    assert genres.total() >= 8


def test_ids_and_titles_are_unique() -> None:
    assert len({performance.performance_id for performance in CATALOG.performances}) == len(CATALOG.performances)
    assert len({performance.title for performance in CATALOG.performances}) == len(CATALOG.performances)


@every_performance
def test_grades_cover_every_row_of_the_house_once(performance: Performance) -> None:
    venue = venue_of(CATALOG, performance.venue_id)
    covered = Counter(
        (area.section, row)
        for area in performance.areas
        for row in covered_rows(area, venue.sections_by_id[area.section])
    )
    assert covered == Counter((section.section_id, row) for section in venue.sections for row in rows_of(section))


@every_performance
def test_every_grade_has_a_price_and_seats(performance: Performance) -> None:
    names = [grade.name for grade in performance.grades]
    assert len(set(names)) == len(names)
    assert {area.grade for area in performance.areas} == set(names)
    assert all(performance.price_of(name) % 1_000 == 0 for name in names)
    prices = [grade.price for grade in performance.grades]
    assert prices == sorted(prices, reverse=True)
    assert prices[-1] >= 10_000


@every_performance
def test_each_day_of_cancelling_has_one_fee(performance: Performance) -> None:
    policy = performance.cancellation
    assert [fee_rules_on(policy, days) for days in range(1, 91)] == [1] * 90
    assert fee_rules_on(policy, 0) == 0
    assert all((tier.fee_per_ticket is None) != (tier.fee_percent is None) for tier in policy.tiers)


@every_performance
def test_nobody_plays_two_roles(performance: Performance) -> None:
    actors = [actor for role in performance.cast for actor in role.actors]
    assert len(actors) == len(set(actors)) > 0


@every_performance
def test_answers_what_people_ask(performance: Performance) -> None:
    assert performance.running_minutes > performance.intermission_minutes >= 0
    assert str(performance.minimum_age) in performance.age_text or performance.minimum_age == 3
    own = {f"{grade.name}은 {grade.minimum_age}세 이상" for grade in performance.grades if grade.minimum_age}
    assert own == set(re.findall(r"(?<=\()[^()]*은 \d+세 이상", performance.age_text))
    assert performance.synopsis
    assert performance.notices
    assert performance.pickup
    assert performance.booking_fee_per_ticket > 0
    assert re.fullmatch(r"1588-0000|02-000-0000", performance.support.phone)
