"""The catalogue as the guard sees it: prepared once for each version that is read, and shared by every turn."""

from collections.abc import Callable, Mapping, Sequence

from lambdas.chat.guard.names import Names
from lambdas.chat.guard.shows import Show
from megaticket.catalog.models import Performance, Schedule
from megaticket.catalog.store import CatalogStore
from megaticket.catalog.venues import Venue


class Catalogue:
    """Every performance; the dates and the venue of one are read when a claim needs them."""

    def __init__(
        self,
        performances: Mapping[str, Performance],
        schedules: Callable[[str], Sequence[Schedule]],
        venue: Callable[[str], Venue | None],
    ) -> None:
        self.performances = performances
        self.names = Names(performances.values())
        self._schedules = schedules
        self._venue = venue
        self._shows: dict[str, Show] = {}

    def show(self, performance_id: str) -> Show:
        """One performance. Raises KeyError for one that the catalogue does not have."""
        show = self._shows.get(performance_id)
        if show is None:
            performance = self.performances[performance_id]
            show = Show(performance, self._venue, self._schedules, self.names)
            self._shows[performance_id] = show
        return show


class CatalogueReader:
    """Gives the catalogue of a store, prepared anew only when the store has read another version."""

    def __init__(self, store: CatalogStore) -> None:
        self._store = store
        self._latest: Catalogue | None = None

    def current(self) -> Catalogue:
        """The catalogue as it is in the store's memory."""
        performances = self._store.performances()
        latest = self._latest
        if latest is None or latest.performances is not performances:
            latest = Catalogue(performances, self._store.schedules, self._store.venue)
            self._latest = latest
        return latest
