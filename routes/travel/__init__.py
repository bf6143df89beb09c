"""Travel times between points, with what they rest on."""

from routes.travel.estimate import Estimate
from routes.travel.points import Matrix, Mode, Point, TravelTimes
from routes.travel.road import ByRoad, Roads
from routes.travel.table import StatedDistance, WithTable

__all__ = [
    "ByRoad",
    "Estimate",
    "Matrix",
    "Mode",
    "Point",
    "Roads",
    "StatedDistance",
    "TravelTimes",
    "WithTable",
]
