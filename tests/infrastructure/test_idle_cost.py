"""What docs/deployment.md says the deployment costs idle is what the templates have, and adds up."""

import re
from decimal import Decimal

from stacks.tables import ROOT
from tests.infrastructure.assembly import Assembly
from tests.infrastructure.watched import alarms, dashboard, metrics_of, metrics_shown

DOCS = (ROOT / "docs/deployment.md").read_text("utf-8")
REGIONS = ("Seoul", "Tokyo")
FREE_METRICS_OF_A_DASHBOARD = 50


def rows() -> dict[str, tuple[Decimal, Decimal]]:
    """The table's lines: what each costs by list prices, and with an account's allowances."""
    found = re.findall(r"^\| ([^|]+) \|[^|]*\|[^|]*\| (\S+) \| (\S+) \|$", DOCS, re.MULTILINE)
    return {
        name.strip("*"): (Decimal(listed.strip("*")), Decimal(allowed.strip("*")))
        for name, listed, allowed in found
        if re.fullmatch(r"\**\d+\.\d\d\**", listed)
    }


def test_the_table_adds_up() -> None:
    found = rows()
    total = found.pop("both regions")
    assert total == (sum(listed for listed, _ in found.values()), sum(allowed for _, allowed in found.values()))
    assert f"pays ${total[0]}" in DOCS


def test_the_alarms_are_counted_as_they_are_priced(assembly: Assembly) -> None:
    priced = sum(len(list(metrics_of(alarm))) for region in REGIONS for alarm in alarms(assembly, region).values())
    assert f"| alarms | {priced} alarm metrics | 0.10 | {priced * Decimal('0.10')} |" in DOCS


def test_the_dashboards_have_as_many_metrics_as_is_said_and_stay_free(assembly: Assembly) -> None:
    assert len({dashboard(assembly, region)["DashboardName"] for region in REGIONS}) == len(REGIONS)
    assert f"| dashboards | {len(REGIONS)} | 3.00 |" in DOCS
    for region in REGIONS:
        shown = len(list(metrics_shown(assembly, region, searched=False)))
        assert shown <= FREE_METRICS_OF_A_DASHBOARD
        assert f"the regions' have {shown}" in DOCS
