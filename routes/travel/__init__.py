"""Travel times between points, with what they rest on."""

from routes.travel.estimate import Estimate
from routes.travel.points import Matrix, Mode, Point, TravelTimes
from routes.travel.table import StatedDistance, WithTable

__all__ = ["Estimate", "Matrix", "Mode", "Point", "StatedDistance", "TravelTimes", "WithTable"]
