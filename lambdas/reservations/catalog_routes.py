"""Reads that need no token: performances, dates, venues, and which seats are free."""

from typing import Any

from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver

from lambdas.reservations import views
from lambdas.reservations.web import found
from megaticket.booking.service import Booking


def add_catalog_routes(app: LambdaFunctionUrlResolver, booking: Booking) -> None:
    """`/performances`, `/schedules`, `/venues`."""
    catalog = booking.catalog

    @app.get("/performances")
    def performances() -> dict[str, Any]:
        return {"performances": [views.performance_view(each) for each in catalog.performances().values()]}

    @app.get("/performances/<performance_id>")
    def performance(performance_id: str) -> dict[str, Any]:
        shown = views.performance_view(found(catalog.performance(performance_id)))
        moment = booking.moment()
        return shown | {"schedules": [views.schedule_view(each, moment) for each in catalog.schedules(performance_id)]}

    @app.get("/schedules/<schedule_id>")
    def schedule(schedule_id: str) -> dict[str, Any]:
        return views.schedule_view(found(catalog.schedule(schedule_id)), booking.moment())

    @app.get("/schedules/<schedule_id>/sections")
    def sections(schedule_id: str) -> dict[str, Any]:
        return views.sections_view(found(booking.house(schedule_id)), booking)

    @app.get("/schedules/<schedule_id>/seats")
    def seats(schedule_id: str) -> dict[str, Any]:
        house = found(booking.house(schedule_id))
        wanted = app.current_event.query_string_parameters.get("section", "")
        section = found(house.venue.sections_by_id.get(wanted))
        return views.seats_view(house, section, booking.taken(schedule_id, section.section_id))

    @app.get("/venues/<venue_id>")
    def venue(venue_id: str) -> dict[str, Any]:
        geometry: dict[str, Any] = found(catalog.venue(venue_id)).model_dump(mode="json", by_alias=True)
        return geometry
