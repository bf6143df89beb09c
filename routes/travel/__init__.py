"""Travel times between points, with what they rest on."""

from routes.travel.estimate import Estimate, usual_minutes
from routes.travel.points import Leg, Matrix, Mode, Point, TravelTimes
from routes.travel.road import ByRoad, Roads
from routes.travel.table import StatedDistance, WithTable

__all__ = [
    "ByRoad",
    "Estimate",
    "Leg",
    "Matrix",
    "Mode",
    "Point",
    "Roads",
    "StatedDistance",
    "TravelTimes",
    "WithTable",
    "usual_minutes",
]
