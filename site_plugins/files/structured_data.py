"""What the centre is, for search engines: JSON-LD in the head of the pages that say it.

https://schema.org and https://www.w3.org/TR/json-ld11/. It is a block of data, which no browser
executes, so the strict policy for scripts holds. A sample names no phone and no e-mail: nobody
would answer there.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import signals

from centre.facts.centre import PURPOSES
from centre.facts.loading import Facts
from centre.facts.places import Coordinates, Place, Premises
from centre.hours.timetable import Timetable
from centre.intake import addresses
from centre.language.i18n import speaking
from centre.texts.pages import HOME, Page
from site_plugins.files.calendars import title_of
from site_plugins.files.schema_hours import DAYS_AHEAD, hours_of
from site_plugins.run.build import build_of

WITH_ORGANISATION = (HOME, "contact")
"""Pages that tell all of the centre and its places; a service only names who provides it."""

Node = dict[str, Any]


class StructuredData:
    """Makes the JSON-LD documents of one build, as of ``day``.

    Addresses in them start with ``origin``.
    """

    def __init__(self, facts: Facts, timetable: Timetable, day: date, origin: str) -> None:
        self._facts = facts
        self._timetable = timetable
        self._origin = origin
        self._days = [day + timedelta(n) for n in range(DAYS_AHEAD)]
        self._hours: dict[str, Node] = {}

    def of_page(self, page: Page) -> Node | None:
        """The document of a page in its language; None for a page that has none."""
        graph = _Graph(self._facts, page.lang, self._origin)
        with speaking(page.lang):
            if page.id in WITH_ORGANISATION:
                places = [self._with_hours(graph, place) for place in self._facts.places.values()]
                return _document({"@graph": [graph.organisation(), *places]})
            return _document(graph.service(page)) if page.section == "services" else None

    def of_place(self, place: Place, lang: str) -> Node:
        """The document of the page of premises, or of a town, in one language."""
        with speaking(lang):
            return _document(self._with_hours(_Graph(self._facts, lang, self._origin), place))

    def _with_hours(self, graph: "_Graph", place: Place) -> Node:
        if place.id not in self._hours:
            self._hours[place.id] = hours_of(self._facts, self._timetable, place.id, self._days)
        return graph.place(place) | self._hours[place.id]


class _Graph:
    """The nodes of one language.

    They find each other by identifiers that are the same on all pages.
    """

    def __init__(self, facts: Facts, lang: str, origin: str) -> None:
        self._facts = facts
        self._centre = facts.centre
        self._lang = lang
        self._origin = origin

    def organisation(self) -> Node:
        """The centre and the legal person behind it."""
        provider = self._centre.provider
        points = self._contact_points()
        return {
            **self._named(),
            "legalName": str(provider.name),
            **({"foundingDate": str(provider.founded)} if provider.founded else {}),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "IČO", "value": provider.ico},
                {"@type": "PropertyValue", "propertyID": "RPSS", "value": provider.registration},
            ],
            "areaServed": self._area(),
            **({"contactPoint": points} if points else {}),
            "location": [{"@id": self._id(place)} for place in self._facts.places.values()],
        }

    def place(self, place: Place) -> Node:
        """A place without its hours. Only premises have a door, and so coordinates."""
        node: Node = {
            "@type": "Place",
            "@id": self._id(place),
            "name": title_of(place),
            "url": self._origin + addresses.page(place.id, place.SECTION, self._lang),
        }
        if not isinstance(place, Premises):
            district = {"@type": "AdministrativeArea", "name": place.district}
            return node | {
                "address": _address(place.name.in_(self._lang)),
                "containedInPlace": district,
            }
        phone = self._centre.contacts.phone(place.phone)
        return {
            **node,
            "address": {
                **_address(place.address.town),
                "streetAddress": place.address.street,
                "postalCode": place.address.postal_code,
            },
            **({"geo": _point(place.coordinates)} if place.coordinates else {}),
            **({"telephone": phone.digits} if self._centre.can_dial(phone) else {}),
        }

    def service(self, page: Page) -> Node:
        """What one page of the services offers, for nothing."""
        return {
            "@type": "Service",
            "@id": f"{self._origin}{page.address}#service",
            "name": page.front.title,
            "serviceType": page.name,
            "description": page.front.lead,
            "url": self._origin + page.address,
            "provider": self._named(),
            "areaServed": self._area(),
            "offers": {"@type": "Offer", "price": "0", "priceCurrency": "CZK"},
        }

    def _named(self) -> Node:
        home = self._origin + addresses.HOME[self._lang]
        return {
            "@type": "NGO",
            "@id": f"{self._origin}/#centre",
            "name": str(self._centre.name),
            "url": home,
        }

    def _area(self) -> list[Node]:
        return [
            {"@type": "AdministrativeArea", "name": district}
            for district in self._centre.service_area
        ]

    def _contact_points(self) -> list[Node]:
        if self._centre.demo:
            return []
        contacts = self._centre.contacts
        point = {"@type": "ContactPoint", "contactType": "customer service"}
        phones = [contacts.phones[purpose] for purpose in PURPOSES if purpose in contacts.phones]
        by_phone = [
            {
                **point,
                "telephone": phone.digits,
                **({"description": str(phone.note)} if phone.note else {}),
            }
            for phone in phones
        ]
        return [
            *by_phone,
            {**point, "email": contacts.email, "availableLanguage": list(self._centre.answers_in)},
        ]

    def _id(self, place: Place) -> str:
        return f"{self._origin}/#place-{place.id}"


def _address(town: str) -> Node:
    return {"@type": "PostalAddress", "addressLocality": town, "addressCountry": "CZ"}


def _point(at: Coordinates) -> Node:
    return {"@type": "GeoCoordinates", "latitude": at.lat, "longitude": at.lon}


def _document(found: Node) -> Node:
    return {"@context": "https://schema.org", **found}


def as_script(document: Node) -> Markup:
    """The document as an element. No text in it can end the element or begin another."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704


def for_templates(data: StructuredData) -> Callable[[Context], Markup]:
    """``structured_data()`` as a template calls it: the element for the page being written, or
    nothing."""

    @pass_context
    def structured_data(context: Context) -> Markup:
        found = None
        if "doc" in context and context["doc"].id == context["current"]:
            found = data.of_page(context["doc"])
        elif "place" in context:  # a page that is made of facts
            found = data.of_place(context["place"], context["lang"])
        return as_script(found) if found else Markup()

    return structured_data


def add_global(generator: Any) -> None:
    """Let the frame of every page ask for ``structured_data()``."""
    build = build_of(generator)
    facts = build.content.facts
    origin = generator.settings["SITEURL"] or facts.centre.base_url
    data = StructuredData(facts, build.timetable, build.day, origin)
    generator.env.globals["structured_data"] = for_templates(data)


def register() -> None:
    """Called by Pelican."""
    signals.generator_init.connect(add_global)
