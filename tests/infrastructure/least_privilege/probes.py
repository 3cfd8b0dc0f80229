"""What nobody asked for: items that a pattern of keys would reach if it were wider than its function's calls."""

from collections.abc import Iterable, Iterator

from tests.infrastructure.least_privilege.calls import Request, table_request

STRANGER = "STRANGER"
"""What no key of any table begins with."""


def beyond(asked: Iterable[Request], everybody: Iterable[Request], region: str) -> list[Request]:
    """What was not asked: each action that anybody used, on an item of each family of keys, in each table."""
    known = {request.shape for request in asked}
    return [request for request in _every_access(everybody, region) if request.shape not in known]


def _every_access(everybody: Iterable[Request], region: str) -> Iterator[Request]:
    of_items = [each for each in everybody if ":table/" in each.resource and "/index/" not in each.resource]
    families = sorted({family for each in of_items for family in each.shape[2]})
    # A pattern may also lack its "#": "HOLD*" reaches whatever begins so.
    for family in (STRANGER, *families, *(f"{each}X" for each in families)):
        for table in sorted({each.resource.split(":table/")[1] for each in of_items}):
            for action in sorted({each.action.removeprefix("dynamodb:") for each in of_items}):
                yield table_request(action, table, region, [f"{family}#1"])
