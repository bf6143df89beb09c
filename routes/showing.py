"""Turns a checked plan into the answer that leaves the house, in one language and one datum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from routes.access import are_steps_known
from routes.answer import (
    DayEnd,
    DayShown,
    DayStart,
    LeftOutShown,
    LegShown,
    Note,
    PlanAnswer,
    Spot,
    StopShown,
    Totals,
)
from routes.asking import request_json
from routes.codes import Caution, LeftOut, Reason
from routes.material import End, Gathered, Known
from routes.planner import Candidate, DayPlan, Kind, Meal, Omission, Plan, Rule, Stop, chances, omissions
from routes.request import Lang, TripRequest, Weather
from routes.strain import MINUTES_WITHOUT_TOILET, tires_soon
from routes.travel import Mode
from routes.weather import is_outdoor
from routes.wording import CAUTIONS, LEFT_OUT, MEAL_NAMES, REASONS, WEATHER_NAMES, Text, told
from tourism.places.models import Answer
from tourism.values.geo import Crs, Position
from tourism.values.money import fen_to_yuan

MOST_LEFT_OUT = 30
ABOUT_FROM_M = 500
LITTLE_SPARE = 5
PLANNED_FOR = {Weather.RAIN: Caution.PLANNED_FOR_RAIN, Weather.HEAT: Caution.PLANNED_FOR_HEAT}


def clock(minute: int) -> str:
    """Return a minute of the day as people write it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows one plan to one reader."""

    request: TripRequest
    gathered: Gathered
    plan: Plan
    lang: Lang
    data_seq: int

    def answer(self) -> PlanAnswer:
        """Return the plan as it leaves."""
        chance_of = chances(self.gathered.problem, self.plan)
        days = tuple(self._day(number, chance_of) for number in range(len(self.plan.days)))
        stops = [stop for day in days for stop in day.stops]
        totals = _totals(days)
        return PlanAnswer(
            request=request_json(self.request),
            data_seq=self.data_seq,
            effort=str(self.request.effort),
            checked=True,
            score=self.plan.score,
            bound=None,
            gap=None,
            days=days,
            left_out=tuple(self._left_out()),
            warnings=tuple(self._plan_warnings(stops, totals)),
            totals=totals,
        )

    def _day(self, number: int, chance_of: Mapping[tuple[int, int], float]) -> DayShown:
        made, on = self.plan.days[number], self.gathered.dates[number]
        start, end = self.gathered.ends[number]
        stops = tuple(self._stop(number, position, chance_of) for position in range(len(made.stops)))
        last = self._points(made, start)[-1]
        return DayShown(
            date=on,
            start=DayStart(
                place=start.place.slug if start.place else None,
                name=self._say(start.name),
                position=self._sure_spot(start.position),
                depart=self._moment(on, made.depart),
            ),
            stops=stops,
            end=DayEnd(
                place=end.place.slug if end.place else None,
                name=self._say(end.name),
                position=self._sure_spot(end.position),
                arrive=self._moment(on, made.arrive),
                leg=self._leg(last, end.point),
            ),
        )

    def _points(self, made: DayPlan, start: End) -> list[int]:
        """Return the point before each stop and after the last."""
        points = [start.point]
        for stop in made.stops:
            candidate = self._candidate(stop)
            known = candidate.point if candidate else None
            points.append(points[-1] if known is None else known)
        return points

    def _stop(self, day: int, position: int, chance_of: Mapping[tuple[int, int], float]) -> StopShown:
        made, on = self.plan.days[day], self.gathered.dates[day]
        stop = made.stops[position]
        points = self._points(made, self.gathered.ends[day][0])
        candidate, known = self._candidate(stop), self._known(stop)
        return StopShown(
            id=f"d{day + 1}s{position + 1}",
            kind=str(stop.kind),
            place=known.slug if known else None,
            occurrence=str(known.occurrence.public_id) if known and known.occurrence else None,
            name=self._say(known.name) if known else self._meal_name(stop),
            where=self._where(known),
            demo=known.demo if known else False,
            position=self._spot(known.position if known else self._position_before(day, position)),
            leg=self._leg(points[position], points[position + 1]),
            arrive=self._moment(on, stop.arrive),
            start=self._moment(on, stop.start),
            leave=self._moment(on, stop.leave),
            spare_minutes=stop.spare,
            locked=False,
            cost_cny=None if candidate is None or candidate.cost_fen is None else fen_to_yuan(candidate.cost_fen),
            reasons=tuple(self._reasons(day, stop, known)),
            warnings=tuple(self._warnings(day, stop, candidate, known)),
            chance=chance_of.get((day, position)),
        )

    def _candidate(self, stop: Stop) -> Candidate | None:
        if stop.candidate is None:
            return None
        return self._candidates[stop.candidate]

    @property
    def _candidates(self) -> dict[str, Candidate]:
        return {candidate.id: candidate for candidate in self.gathered.problem.candidates}

    def _known(self, stop: Stop) -> Known | None:
        return None if stop.candidate is None else self.gathered.known[stop.candidate]

    def _position_before(self, day: int, position: int) -> Position:
        """Return where a meal at no known place is taken: near the stop before it."""
        for stop in reversed(self.plan.days[day].stops[:position]):
            known = self._known(stop)
            if known is not None:
                return known.position
        return self.gathered.ends[day][0].position

    def _where(self, known: Known | None) -> str | None:
        """Return the place with its town, as a calendar or a driver reads it."""
        if known is None or known.place is None:
            return None
        place, town, county = known.place, known.place.town, self.gathered.destination
        if self.lang is Lang.ZH:
            names = [place.name_zh, town.name_zh if town else place.town_zh, county.name_zh]
        else:
            names = [place.name_en or place.name_zh, town.name_en if town else place.town_zh, county.name_en]
        distinct = list(dict.fromkeys(name for name in names if name))
        return ("，" if self.lang is Lang.ZH else ", ").join(distinct)

    def _meal_name(self, stop: Stop) -> str:
        return self._say(MEAL_NAMES.get(stop.meal or "", MEAL_NAMES["morning_rest"]))

    def _leg(self, here: int, there: int) -> LegShown:
        travel = self.gathered.problem.travel
        return LegShown(
            mode=str(self.request.transport),
            minutes=travel.minutes[here][there],
            least_minutes=travel.least[here][there],
            metres=travel.metres[here][there],
            basis=travel.basis[here][there],
            about=travel.about[here][there],
            arrange=self.request.transport is Mode.COACH and travel.metres[here][there] > 0,
        )

    def _reasons(self, day: int, stop: Stop, known: Known | None) -> Iterator[Note]:
        problem = self.gathered.problem
        if any(must.matches(stop.candidate, day, stop.start) for must in problem.musts):
            yield self._note(Reason.MUST, REASONS[Reason.MUST])
        elif any(wish.target.matches(stop.candidate, day, stop.start) for wish in problem.preferences):
            yield self._note(Reason.PREFERRED, REASONS[Reason.PREFERRED])
        if stop.kind is Kind.REST:
            yield self._note(Reason.REST_TIME, REASONS[Reason.REST_TIME])
        elif stop.meal is not None:
            yield self._note(Reason.MEAL_TIME, REASONS[Reason.MEAL_TIME])
        if stop.kind is Kind.EVENT:
            yield self._note(Reason.ON_THAT_DAY, REASONS[Reason.ON_THAT_DAY])
        yield from self._interest(known, stop)

    def _interest(self, known: Known | None, stop: Stop) -> Iterator[Note]:
        liked = [theme for theme in known.themes if self.request.interests.get(theme)] if known else []
        if liked:
            best = max(liked, key=lambda theme: (self.request.interests[theme], theme))
            name = self.gathered.theme_names[best]
            yield self._note(Reason.INTEREST, REASONS[Reason.INTEREST], zh={"theme": name.zh}, theme=name.en)
        elif stop.kind is Kind.PLACE:
            yield self._note(Reason.FITS, REASONS[Reason.FITS])

    def _warnings(self, day: int, stop: Stop, candidate: Candidate | None, known: Known | None) -> Iterator[Note]:
        if known is None or candidate is None:
            if stop.kind is Kind.MEAL:
                yield self._caution(Caution.NO_EATING_PLACE_KNOWN)
            return
        hours = known.assumed_hours[day]
        if hours is not None:
            yield self._caution(Caution.HOURS_ASSUMED, opens=clock(hours[0]), closes=clock(hours[1]))
        if candidate.cost_fen is None:
            yield self._caution(Caution.PRICE_UNKNOWN)
        precision = known.position.precision_m or 0
        if precision >= ABOUT_FROM_M:
            yield self._caution(Caution.POSITION_ABOUT, kilometres=f"{precision / 1000:g}")
        yield from self._visit_warnings(day, stop, candidate, known)

    def _visit_warnings(self, day: int, stop: Stop, candidate: Candidate, known: Known) -> Iterator[Note]:
        days = self.gathered.problem.days
        if candidate.kind is not Kind.MEAL and self._is_inside(day, stop, candidate, days[day].rests):
            yield self._caution(Caution.REST_INSIDE)
        if (
            candidate.kind is not Kind.MEAL
            and not known.is_meal
            and self._is_inside(day, stop, candidate, days[day].meals)
        ):
            lunch = MEAL_NAMES["lunch"]
            yield self._caution(Caution.MEAL_INSIDE, zh={"meal": lunch.zh}, meal=lunch.en)
        yield from self._shelter_warnings(day, stop, known)
        if tires_soon(self.request) and not are_steps_known(known.place):
            yield self._caution(Caution.STEPS_UNKNOWN)
        if known.minutes_assumed:
            yield self._caution(Caution.VISIT_LENGTH_ASSUMED, minutes=known.minutes)
        if stop.spare <= LITTLE_SPARE:
            yield self._caution(Caution.NO_SPARE_TIME)

    def _is_inside(self, day: int, stop: Stop, candidate: Candidate, owed: Sequence[Meal]) -> bool:
        """Say whether a visit is what a meal or a rest of that day rests on."""
        taken = {other.meal for other in self.plan.days[day].stops}
        return any(
            each.name in candidate.serves and each.name not in taken and each.is_had(stop.start, stop.leave)
            for each in owed
        )

    def _shelter_warnings(self, day: int, stop: Stop, known: Known) -> Iterator[Note]:
        event = known.occurrence.event if known.occurrence else None
        if self.request.weather is not Weather.ANY and is_outdoor(known.place, event):
            name = WEATHER_NAMES[self.request.weather]
            yield self._caution(Caution.OUTDOORS, zh={"weather": name.zh}, weather=name.en)
        if tires_soon(self.request) and stop is self._first_without_toilet(day):
            yield self._caution(Caution.NO_TOILET_KNOWN, hours=MINUTES_WITHOUT_TOILET // 60)

    def _first_without_toilet(self, day: int) -> Stop | None:
        """Return the stop by whose end no toilet is known for too long; who sets out has been to one."""
        made = self.plan.days[day]
        since = made.depart
        for stop in made.stops:
            known = self._known(stop)
            if known is not None and known.place is not None and known.place.toilets == Answer.YES:
                since = stop.leave
            elif known is not None and stop.leave - since > MINUTES_WITHOUT_TOILET:
                return stop
        return None

    def _left_out(self) -> Iterator[LeftOutShown]:
        told_events: set[object] = set()
        shown = 0
        for omission in omissions(self.gathered.problem, self.plan):
            known = self.gathered.known[omission.candidate]
            if shown >= MOST_LEFT_OUT or not self._is_worth_telling(omission, known):
                continue
            if known.occurrence is not None and known.occurrence.event_id in told_events:
                continue
            if known.occurrence is not None:
                told_events.add(known.occurrence.event_id)
            shown += 1
            yield self._absent(LeftOut(omission.code.value), known)

    def _is_worth_telling(self, omission: Omission, known: Known) -> bool:
        """Towns and stations are no stops to anybody; a part is told with its whole."""
        if omission.code is Rule.NOT_A_STOP or self._candidates[omission.candidate].value == 0:
            return False
        if known.occurrence is None and known.place is not None and known.place.part_of is not None:
            return False
        interests = self.request.interests
        return not any(interests.values()) or any(interests.get(theme) for theme in known.themes)

    def _absent(self, code: LeftOut, known: Known) -> LeftOutShown:
        return LeftOutShown(
            place=known.slug,
            occurrence=str(known.occurrence.public_id) if known.occurrence else None,
            name=self._say(known.name),
            demo=known.demo,
            code=str(code),
            text=self._say(told(LEFT_OUT[code])),
        )

    def _plan_warnings(self, stops: list[StopShown], totals: Totals) -> Iterator[Note]:
        if self.request.weather is not Weather.ANY:
            yield self._caution(PLANNED_FOR[self.request.weather])
        for assumed in self.gathered.assumed_ends:
            end = self._assumed_end(Caution(assumed))
            yield self._caution(Caution(assumed), zh={"place": end.zh}, place=end.en)
        if totals.rides_to_arrange:
            yield self._caution(Caution.NO_VERIFIED_SERVICE, legs=totals.rides_to_arrange)
        if self.request.include_events and not self.gathered.has_events:
            yield self._caution(Caution.NO_EVENT_KNOWN)
        if totals.stops_with_unknown_cost:
            unknown = totals.stops_with_unknown_cost
            total = sum(stop.kind != Kind.REST for stop in stops)
            yield self._caution(Caution.COST_INCOMPLETE, total=total, unknown=unknown)
        if any(stop.demo for stop in stops):
            yield self._caution(Caution.DEMO_ROWS)
        if self.plan.stopped_early:
            yield self._caution(Caution.SEARCH_CUT_SHORT)

    def _assumed_end(self, assumed: Caution) -> Text:
        first, last = self.gathered.ends[0], self.gathered.ends[-1]
        return {Caution.START_ASSUMED: first[0], Caution.LODGING_ASSUMED: first[1]}.get(assumed, last[1]).name

    def _caution(self, code: Caution, *, zh: dict[str, object] | None = None, **params: object) -> Note:
        return self._note(code, CAUTIONS[code], zh=zh, **params)

    def _note(
        self, code: str, template: tuple[str, str], *, zh: dict[str, object] | None = None, **params: object
    ) -> Note:
        return Note(str(code), self._say(told(template, zh=zh, **params)))

    def _say(self, text: Text) -> str:
        return text.in_lang(self.lang)

    def _moment(self, on: date, minute: int) -> datetime:
        zone = ZoneInfo(self.gathered.destination.timezone)
        return datetime.combine(on, time(), zone) + timedelta(minutes=minute)

    def _spot(self, position: Position) -> Spot | None:
        return None if position.coordinate is None else self._sure_spot(position)

    def _sure_spot(self, position: Position) -> Spot:
        if position.coordinate is None:
            raise ValueError("a day cannot start or end at no position")
        shown = position.coordinate.to(Crs(self.request.crs))
        return Spot(round(shown.lat, 6), round(shown.lon, 6), str(shown.crs), position.precision_m, str(position.basis))


def _totals(days: tuple[DayShown, ...]) -> Totals:
    legs = [stop.leg for day in days for stop in day.stops] + [day.end.leg for day in days]
    stops = [stop for day in days for stop in day.stops if stop.kind != Kind.REST]
    priced = [stop for stop in stops if stop.cost_cny is not None]
    real = [stop for stop in priced if not stop.demo]
    fen = sum(round(stop.cost_cny * 100) for stop in real or priced if stop.cost_cny is not None)
    return Totals(
        travel_minutes=sum(leg.minutes for leg in legs),
        metres=sum(leg.metres for leg in legs),
        cost_cny_known=fen_to_yuan(fen),
        stops_with_unknown_cost=len(stops) - len(priced),
        rides_to_arrange=sum(leg.arrange for leg in legs),
    )
