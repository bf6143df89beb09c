"""Says a broken rule or an impossible wish in words: what, why, and the nearest change that works."""

from dataclasses import replace

from routes.answer import Verdict, ViolationShown
from routes.codes import Refusal
from routes.material import Gathered, Known
from routes.planner import Act, Infeasible, Mended, Plan, Rule, Violation, mended
from routes.request import Lang, TripRequest
from routes.showing import clock
from routes.wording import CHANGES, FIXES, MEAL_NAMES, NEARER, REFUSALS, RENAME, RULES, WEEKDAYS, Text, told
from tourism.values.errors import DomainError, FieldError, Refused
from tourism.values.money import fen_to_yuan

MINUTES_A_DAY = 24 * 60
# Rules of a most: a violation needs the most and finds more, an obstacle needs more and finds the most.
MOST_RULES = frozenset(
    {
        Rule.DAY_TOO_LONG,
        Rule.LAST_TRANSPORT_MISSED,
        Rule.BUDGET,
        Rule.TOO_MANY_STOPS,
        Rule.TOO_MUCH_WALKING,
        Rule.TOO_LONG_ON_THE_GO,
        Rule.TOO_MANY_STEPS,
        Rule.TOO_MUCH_CLIMBING,
        Rule.TOO_MUCH_OF_A_KIND,
    }
)
CLOCK_RULES = frozenset(
    {
        Rule.NOT_YET_OPEN,
        Rule.LAST_ENTRY_MISSED,
        Rule.EVENT_MISSED,
        Rule.DAY_TOO_EARLY,
        Rule.DAY_TOO_LONG,
        Rule.LAST_TRANSPORT_MISSED,
        Rule.OVERLAPPING,
    }
)


def pointer_of(violation: Violation) -> str:
    """Return where in the days that were sent a violation is."""
    day = "/days" if violation.day is None else f"/days/{violation.day}"
    return day if violation.stop is None else f"{day}/stops/{violation.stop}"


def verdict(gathered: Gathered, plan: Plan, lang: Lang = Lang.ZH, doubts: tuple[Violation, ...] = ()) -> Verdict:
    """Return what the checker says of a plan, in words; ``doubts`` are what was wrong with how it was written."""
    shown = tuple(
        ViolationShown(
            rule=str(violation.rule),
            day=None if violation.day is None else violation.day + 1,
            stop=_stop_id(violation),
            text=text.in_lang(lang),
            fix=fix.in_lang(lang),
        )
        for violation, text, fix in sentences(gathered, plan, doubts)
    )
    return Verdict(ok=not shown, violations=shown)


def _stop_id(violation: Violation) -> str | None:
    if violation.day is None or violation.stop is None:
        return None
    return f"d{violation.day + 1}s{violation.stop + 1}"


def sentences(gathered: Gathered, plan: Plan, doubts: tuple[Violation, ...] = ()) -> list[tuple[Violation, Text, Text]]:
    """Return the violations of a plan, each with its text and the nearest change that would mend it."""
    written = [(violation, *_say(gathered, violation)) for violation in doubts]
    return written + [
        (each.violation, _say(gathered, each.violation)[0], _mend(gathered, plan, each))
        for each in mended(gathered.problem, plan)
    ]


def _mend(gathered: Gathered, plan: Plan, found: Mended) -> Text:
    """Say the change that was found; without one, what would mend such a rule in general."""
    general = _say(gathered, found.violation)[1]
    if found.violation.rule is Rule.UNKNOWN_PLACE:
        ids = [name for name, known in gathered.known.items() if _is_called(known, found.violation.subject)]
        return told(RENAME, slug=ids[0].partition(":")[2]) if ids else general
    if found.change is None:
        return general
    said = told(
        CHANGES[found.change.act],
        zh=_change_words(gathered, plan, found, "zh"),
        **_change_words(gathered, plan, found, "en"),
    )
    # Who may know more than we do is told to ask, not only to give up.
    also = found.violation.rule is Rule.ACCESSIBILITY_UNKNOWN
    return Text(said.zh + general.zh, f"{said.en} {general.en}") if also else said


def _is_called(known: Known, subject: str) -> bool:
    called = subject.partition(":")[2].casefold()
    return called in (known.name.zh.casefold(), known.name.en.casefold())


def _change_words(gathered: Gathered, plan: Plan, found: Mended, lang: str) -> dict[str, object]:
    change = found.change
    if change is None:
        return {}
    day = change.other if change.act is Act.OTHER_DAY else change.day
    on = gathered.dates[day]
    stops = plan.days[change.day].stops
    stop = stops[change.other if change.act is Act.SWAP else min(change.stop, len(stops) - 1)] if stops else None
    name = _named(gathered, change.subject or (stop.candidate or stop.meal or "" if stop else ""))
    minute = change.minute
    minutes = change.other
    if change.act is Act.STAY and stop is not None:
        minute, minutes = stop.start + change.minute, change.minute
    if change.act is Act.PAUSE:
        owed = gathered.problem.days[change.day].owed
        minutes = next(each.minutes for each in owed if each.name == change.subject)
    return {
        "time": clock(minute),
        "minutes": minutes,
        "number": change.stop + 1,
        "other": change.other + 1,
        "day": on.isoformat(),
        "weekday": WEEKDAYS[on.weekday()].in_lang(lang),
        "name": name.in_lang(lang),
    }


def _say(gathered: Gathered, violation: Violation) -> tuple[Text, Text]:
    name = _named(gathered, violation.subject)
    if violation.rule is Rule.MEAL_MISSING and violation.subject not in MEAL_NAMES:
        name = Text("吃饭", "a meal")
    numbers = _numbers(violation.rule, violation.needed, violation.found)
    day = "" if violation.day is None else gathered.dates[violation.day].isoformat()
    weekday = Text("", "") if violation.day is None else WEEKDAYS[gathered.dates[violation.day].weekday()]
    zh: dict[str, object] = {"name": name.zh, "weekday": weekday.zh}
    said, mended_by = RULES[violation.rule], FIXES[violation.rule]
    if violation.rule is Rule.DAY_TOO_LONG and (violation.found or 0) > MINUTES_A_DAY:
        # No later end would help: the day itself is over.
        said, mended_by = NEARER
    return (
        told(said, zh=zh, name=name.en, day=day, weekday=weekday.en, **numbers),
        told(mended_by, zh=zh, name=name.en, day=day, weekday=weekday.en, **numbers),
    )


def _named(gathered: Gathered, subject: str) -> Text:
    """Return the name of a candidate, a theme or a meal; what is not known is shown as it was sent."""
    known = gathered.known.get(subject)
    if known is not None:
        return known.name
    kind, _, slug = subject.partition(":")
    if kind == "theme" and slug in gathered.theme_names:
        return gathered.theme_names[slug]
    return MEAL_NAMES.get(subject, Text(slug or subject, slug or subject))


def _numbers(rule: Rule, needed: int | None, found: int | None) -> dict[str, object]:
    def write(number: int | None) -> object:
        if number is None:
            return ""
        if rule is Rule.BUDGET:
            return fen_to_yuan(number)
        return clock(number) if rule in CLOCK_RULES else number

    return {"needed": write(needed), "found": write(found)}


def impossible(request: TripRequest, gathered: Gathered, infeasible: Infeasible) -> Refused:
    """Return the refusal of a trip: the rule, what it forbids, and the nearest change that works."""
    obstacle = infeasible.obstacle
    violation = Violation(obstacle.rule, obstacle.day, None, infeasible.target, obstacle.needed, obstacle.found)
    if obstacle.rule in MOST_RULES:
        violation = replace(violation, needed=obstacle.found, found=obstacle.needed)
    text, fix = _say(gathered, violation)
    field = _asked_at(request, infeasible.target)
    target, other = _named(gathered, infeasible.target), _named(gathered, infeasible.other)
    who = Text(f"{target.zh}：" if target.zh else "", f"{target.en}: " if target.en else "")
    beside = Text(f"（和{other.zh}）", f" (beside {other.en})") if other.zh else Text("", "")
    return Refused(
        f"{who.en}{text.en}{beside.en} {fix.en}",
        text_zh=f"{who.zh}{text.zh}{beside.zh}{fix.zh}",
        code=str(obstacle.rule),
        field=field,
        errors=(FieldError(field, str(obstacle.rule), text.zh + fix.zh, f"{text.en} {fix.en}"),),
    )


def _asked_at(request: TripRequest, target: str) -> str:
    labels = [f"{wish.kind}:{wish.id}" for wish in request.must]
    if target in labels:
        return f"/must/{labels.index(target)}"
    return "/day_end" if request.last_transport is None else "/last_transport"


def refusal(kind: type[DomainError], code: Refusal) -> DomainError:
    """Return a refusal in both languages."""
    text = told(REFUSALS[code])
    return kind(text.en, text_zh=text.zh, code=str(code))
