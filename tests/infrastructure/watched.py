"""What the alarms and dashboards of the synthesized templates watch."""

import json
import re
from collections.abc import Iterator

from tests.infrastructure.assembly import Assembly, Resource
from tests.infrastructure.product_metrics import Metric


def alarms(assembly: Assembly, region: str) -> dict[str, Resource]:
    """A region's alarms by their names without the common prefix."""
    found = assembly[f"{region}-Observability"].of("CloudWatch::Alarm")
    return {alarm["AlarmName"].removeprefix("MegaTicket-"): alarm for alarm in found}


def metrics_of(alarm: Resource) -> Iterator[Metric]:
    """Namespace, name and dimensions of every metric that an alarm watches."""
    inner = [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
    for metric in inner or [alarm]:
        names = frozenset(dimension["Name"] for dimension in metric.get("Dimensions", []))
        yield metric["Namespace"], metric["MetricName"], names


def dashboard(assembly: Assembly, region: str) -> Resource:
    """The one dashboard of a region."""
    (found,) = assembly[f"{region}-Observability"].of("CloudWatch::Dashboard")
    return found


def metrics_shown(assembly: Assembly, region: str, *, searched: bool = True) -> Iterator[Metric]:
    """Every metric of a region's dashboard, also those that a search finds, unless without them."""
    for widget in json.loads(dashboard(assembly, region)["DashboardBody"])["widgets"]:
        for namespace, *rest in widget["properties"]["metrics"]:
            if not isinstance(namespace, dict):
                texts = [each for each in rest if isinstance(each, str)]
                yield namespace, texts[0], frozenset(texts[1::2])
            elif searched:
                found = re.search(r"SEARCH\('\{([^,]+),([^}]+)\} MetricName=\"(\w+)\"'", namespace["expression"])
                assert found, namespace
                yield found[1], found[3], frozenset({found[2]})
