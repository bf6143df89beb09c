"""Every code that a plan, a warning or a refusal may carry; ``wording`` has the text of each."""

from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong with a field of a request."""

    UNKNOWN_FIELD = "unknown_field"
    REQUIRED = "required"
    NOT_TEXT = "not_text"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_A_BOOLEAN = "not_a_boolean"
    NOT_A_LIST = "not_a_list"
    NOT_AN_OBJECT = "not_an_object"
    OUT_OF_RANGE = "out_of_range"
    NOT_ONE_OF = "not_one_of"
    TOO_MANY = "too_many"
    TOO_MANY_DAYS = "too_many_days"
    NOT_ONE_TARGET = "not_one_target"
    NOT_A_SPOT = "not_a_spot"
    NOT_A_STRETCH = "not_a_stretch"
    NOT_MONEY = "not_money"
    NOBODY_COMES = "nobody_comes"
    TOO_MANY_PEOPLE = "too_many_people"
    DAY_TOO_SHORT = "day_too_short"
    TOO_EARLY = "too_early"
    WRONG_NIGHTS = "wrong_nights"
    NOT_BUILT = "not_built"
    PAST_DATE = "past_date"
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_OCCURRENCE = "unknown_occurrence"
    UNKNOWN_THEME = "unknown_theme"
    NO_POSITION = "no_position"


class Reason(StrEnum):
    """Why a stop is in the plan."""

    MUST = "must"
    PREFERRED = "preferred"
    INTEREST = "interest"
    ON_THAT_DAY = "on_that_day"
    MEAL_TIME = "meal_time"
    REST_TIME = "rest_time"
    FITS = "fits"


class Caution(StrEnum):
    """What a traveller should know or ask before setting out; plan-wide ones come last."""

    HOURS_ASSUMED = "hours_assumed"
    PRICE_UNKNOWN = "price_unknown"
    POSITION_ABOUT = "position_about"
    VISIT_LENGTH_ASSUMED = "visit_length_assumed"
    NO_EATING_PLACE_KNOWN = "no_eating_place_known"
    MEAL_INSIDE = "meal_inside"
    STEPS_UNKNOWN = "steps_unknown"
    REST_INSIDE = "rest_inside"
    NO_TOILET_KNOWN = "no_toilet_known"
    OUTDOORS = "outdoors"
    NO_SPARE_TIME = "no_spare_time"
    TENTATIVE = "tentative"
    START_ASSUMED = "start_assumed"
    END_ASSUMED = "end_assumed"
    LODGING_ASSUMED = "lodging_assumed"
    NO_VERIFIED_SERVICE = "no_verified_service"
    PLANNED_FOR_RAIN = "planned_for_rain"
    PLANNED_FOR_HEAT = "planned_for_heat"
    DEMO_ROWS = "demo_rows"
    COST_INCOMPLETE = "cost_incomplete"
    NO_EVENT_KNOWN = "no_event_known"
    SEARCH_CUT_SHORT = "search_cut_short"


class Mark(StrEnum):
    """What happened, since a trip was kept, to something that one of its stops rests on."""

    EVENT_CANCELLED = "event_cancelled"
    EVENT_POSTPONED = "event_postponed"
    EVENT_MOVED = "event_moved"
    EVENT_ELSEWHERE = "event_elsewhere"
    EVENT_WITHDRAWN = "event_withdrawn"
    PLACE_CLOSED = "place_closed"
    PLACE_WITHDRAWN = "place_withdrawn"
    PLACE_OUT_OF_SEASON = "place_out_of_season"
    HOURS_CHANGED = "hours_changed"


class LeftOut(StrEnum):
    """Why something is not in the plan."""

    POSITION_UNKNOWN = "position_unknown"
    CLOSED_THAT_DAY = "closed_that_day"
    OUT_OF_SEASON = "out_of_season"
    EVENT_CANCELLED = "event_cancelled"
    DIET = "diet"
    HAS_STEPS = "has_steps"
    ACCESSIBILITY_UNKNOWN = "accessibility_unknown"
    AVOIDED = "avoided"
    PART_OR_WHOLE_CHOSEN = "part_or_whole_chosen"
    OTHER_DATE_CHOSEN = "other_date_chosen"
    OUTSIDE_YOUR_HOURS = "outside_your_hours"
    TOO_FAR = "too_far"
    TOO_MUCH_WALKING = "too_much_walking"
    TOO_LONG_ON_THE_GO = "too_long_on_the_go"
    TOO_MANY_STEPS = "too_many_steps"
    OVER_BUDGET = "over_budget"
    NO_TIME_LEFT = "no_time_left"


class Refusal(StrEnum):
    """Why a trip is refused as a whole, beside the rules of the planner."""

    NOTHING_FITS = "nothing_fits"
    LINK_UNKNOWN = "link_unknown"
    LINK_WITHDRAWN = "link_withdrawn"
    TRIP_DELETED = "trip_deleted"
    ONLY_EDIT_MAY_DELETE = "only_edit_may_delete"
    ONLY_A_CALENDAR = "only_a_calendar"
    STOP_MALFORMED = "stop_malformed"
