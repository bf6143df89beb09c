"""The addresses that a reader hands on or subscribes to, with the QR code of one of them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from frontend.public.language import Language
from frontend.public.words import say
from routes.services import Link


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to subscribe to: the address that opens the calendar, and the one to copy or save."""

    webcal: str
    https: str


@dataclass(frozen=True, slots=True)
class TripLinks:
    """The links of a kept trip; those that its reader may not hand on are empty."""

    edit: str
    view: str
    feed: Feed | None
    qr: SafeString


def event_feed(lang: Language, query: str) -> Feed:
    """Return the feed of the county's events, narrowed as its page is."""
    tail = f"?{query}" if query else ""
    return _feed(f"{settings.PUBLIC_URL}/feeds/{lang}/events.ics{tail}")


def single_feed(lang: Language, event_id: str) -> Feed:
    """Return the feed of one event."""
    return _feed(f"{settings.PUBLIC_URL}/feeds/{lang}/events/{event_id}.ics")


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of phone or calendar takes a feed, and how often it then looks for changes."""

    icon: str
    title: str
    text: str
    refresh: str
    links: tuple[tuple[str, str], ...] = ()


def show_ways(feed: Feed, lang: Language) -> tuple[Way, ...]:
    """Return the ways to subscribe; how often each looks again is what its maker says, and nobody looks at once.

    Google: "up to 12 hours" (support.google.com/calendar/answer/37100); readers measure 8 to 24. Outlook: about every
    3 hours, and more than 24 now and then (support.microsoft.com, "Import or subscribe to a calendar in Outlook.com").
    Apple: the Mac's Auto-refresh offers 5 minutes to a week (support.apple.com/guide/calendar/icl1022), the iPhone
    follows Fetch New Data. Android takes no feed by itself; ICSx5 looks as often as its owner sets
    (icsx5.bitfire.at/usage). Our feeds ask for once an hour, which Google and Outlook ignore.
    """
    google = "https://calendar.google.com/calendar/r?" + urlencode({"cid": feed.webcal})
    outlook = "https://outlook.live.com/calendar/0/addfromweb?" + urlencode({"url": feed.https})
    office = "https://outlook.office.com/calendar/0/addfromweb?" + urlencode({"url": feed.https})
    links = {
        "iphone": ((say(lang, "subscribe_open"), feed.webcal),),
        "android": (),
        "google": ((say(lang, "way_google_open"), google),),
        "outlook": ((say(lang, "way_outlook_open"), outlook), (say(lang, "way_office_open"), office)),
    }
    return tuple(
        Way(
            "calendar" if name in ("google", "outlook") else "phone",
            say(lang, f"way_{name}"),
            say(lang, f"way_{name}_text"),
            say(lang, f"way_{name}_refresh"),
            found,
        )
        for name, found in links.items()
    )


def trip_links(links: Mapping[str, Link], lang: Language) -> TripLinks:
    """Return the links that the page of a trip shows."""
    view = links["view"].url if "view" in links else ""
    return TripLinks(
        edit=links["edit"].url if "edit" in links else "",
        view=view,
        feed=_feed(links["feed"].url) if "feed" in links else None,
        qr=qr_code(view, say(lang, "qr_alt")) if view else mark_safe(""),
    )


def qr_code(address: str, title: str) -> SafeString:
    """Draw an address as a QR code with its quiet zone, as SVG that needs no style of its own."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        out, kind="svg", xmldecl=False, svgns=False, border=4, omitsize=True, svgclass="qr", lineclass=None, title=title
    )
    # Made here from an address of ours: nothing in it comes from a reader.
    return mark_safe(out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1))


def _feed(address: str) -> Feed:
    _, _, rest = address.partition("://")
    return Feed(f"webcal://{rest}", address)
