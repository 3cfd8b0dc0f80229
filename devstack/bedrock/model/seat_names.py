"""Seats as people name them: "B구역 7열 15~17번", "1층"."""

import re

AREA = r"(?:[A-Za-z]|[가-힣]{1,2})\s*(?:구역|블[록럭])"
WRITTEN_SEATS = re.compile(r"(?<!\d)\d{1,2}\s*열\s*\d{1,3}")
"""Seats by row and number: "7열 15~17번"."""
PART_OF_HOUSE = re.compile(rf"\d\s*층|(?<![A-Za-z가-힣]){AREA}")
SEAT_NAME = re.compile(
    rf"(?:\d\s*층\s*)?(?:(?<![A-Za-z가-힣]){AREA}\s*)?\d{{1,2}}\s*열(?:\s*\d{{1,3}}(?:\s*[~,\-]\s*\d{{1,3}})*\s*번?)?|{PART_OF_HOUSE.pattern}"
)
"""A seat, or the part of a house that it is in: no part of a title."""
