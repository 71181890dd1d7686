"""Who the centre is, how to reach it and what it promises: ``centre.yaml``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from centre.language.i18n import N_
from centre.reading.messages import quoted
from centre.reading.models import Fact
from centre.reading.values import (
    Day,
    EmailAddress,
    Identifier,
    LanguageCode,
    PhoneNumber,
    SecureAddress,
    Translations,
    WebAddress,
    WholeNumber,
    matching,
    refuse,
)

PURPOSES = ("centre", "outreach", "syringe")
"""What a reader may call for. A centre with one phone answers everything on it."""


class Provider(Fact):
    """The legal person that runs the centre and is registered for it."""

    name: Annotated[Translations, Field(title="Název poskytovatele")]
    legal_form: Annotated[Translations, Field(title="Právní forma")]
    ico: Annotated[str, matching(r"[0-9]{8}", "IČO o osmi číslicích"), Field(title="IČO")]
    registration: Annotated[
        str,
        matching(r"[0-9]{5,8}", "číslo služby z registru, jen číslice"),
        Field(title="Číslo v registru služeb"),
    ]
    founded: Annotated[WholeNumber | None, Field(title="Rok založení", ge=1990, le=2100)] = None


class Phone(Fact):
    """One of the centre's numbers."""

    number: Annotated[PhoneNumber, Field(title="Číslo")]
    note: Annotated[Translations | None, Field(title="Poznámka")] = None
    ring_once: Annotated[bool, Field(title="Prozvoňte nás, zavoláme zpět")] = False
    sms: Annotated[bool, Field(title="Přijímá SMS")] = False

    @property
    def fictional(self) -> bool:
        """Whether it is one of the sample's numbers, which no network assigns."""
        return self.digits.startswith("+420000")

    @property
    def digits(self) -> str:
        """The number for a ``tel:`` or ``sms:`` link."""
        return self.number.replace(" ", "")


def _with_the_centres_own(phones: Mapping[str, Phone]) -> Mapping[str, Phone]:
    if "centre" not in phones:
        raise refuse("no_centre_phone", "chybí telefon centra (centre)")
    return MappingProxyType(dict(phones))


class Contacts(Fact):
    """How to reach the centre. Phones are kept by what they are for; premises may add their own."""

    phones: Annotated[
        Mapping[Identifier, Phone],
        AfterValidator(_with_the_centres_own),
        Field(title="Telefony podle účelu"),
    ]
    email: Annotated[EmailAddress, Field(title="E-mail")]
    data_box: Annotated[
        str | None,
        matching(r"[a-z0-9]{7}", "datovou schránku o sedmi znacích"),
        Field(title="Datová schránka"),
    ] = None

    def phone(self, purpose: str) -> Phone:
        """The number to call for ``purpose``: the centre's own when there is no special one.

        Raises KeyError for a purpose that nobody knows.
        """
        if purpose in PURPOSES:
            return self.phones.get(purpose, self.phones["centre"])
        return self.phones[purpose]


LONGEST_APP_NAME = 12
"""More signs do not fit under an icon."""


def _fits_under_an_icon(name: Translations) -> Translations:
    for text in name.by_language.values():
        if len(text) > LONGEST_APP_NAME:
            raise refuse(
                "app_name", f"pod ikonu se vejde {LONGEST_APP_NAME} znaků; „{text}“ má {len(text)}"
            )
    return name


def _origin(address: str) -> str:
    """``address`` without a closing slash: paths are added to it."""
    if "?" in address or "#" in address:
        raise refuse("origin", f"adresa webu má být bez ? a #; je tu {quoted(address)}")
    return address.rstrip("/")


class Retention(Fact):
    """How long conversations are kept. Readers are promised these numbers, in days."""

    close_after_days: Annotated[
        WholeNumber, Field(title="Uzavřít po tolika tichých dnech", ge=1, le=365)
    ] = 30
    delete_after_days: Annotated[
        WholeNumber, Field(title="Smazat po tolika dnech od vyřízení", ge=1, le=730)
    ] = 90
    found_syringe_days: Annotated[
        WholeNumber, Field(title="Smazat ohlášení stříkačky po tolika dnech", ge=1, le=365)
    ] = 30
    complaint_days: Annotated[
        WholeNumber, Field(title="Smazat stížnost po tolika dnech od vyřízení", ge=1, le=1825)
    ] = 365
    complaint_register_years: Annotated[
        WholeNumber, Field(title="Zápis v evidenci stížností uchovat tolik let", ge=1, le=10)
    ] = 5
    coordinator_days: Annotated[
        WholeNumber,
        Field(title="Nevyřízené předložit koordinátorovi po tolika dnech", ge=1, le=365),
    ] = 180
    unsettled_days: Annotated[
        WholeNumber,
        Field(title="Smazat nevyřízené po tolika dnech od poslední zprávy", ge=30, le=730),
    ] = 365
    backup_days: Annotated[WholeNumber, Field(title="Dnů v šifrované záloze", ge=0, le=90)] = 14

    @field_validator("delete_after_days")
    @classmethod
    def _deleted_after_it_closed(cls, delete: int, info: ValidationInfo) -> int:
        close = info.data.get("close_after_days")
        if close is not None and delete <= close:
            raise refuse(
                "retention",
                f"smazat se smí až po uzavření (close_after_days), tedy po víc než {close} dnech",
            )
        return delete


class Certificate(Fact):
    """The certificate of professional competence; voluntary, and it ends."""

    name: Annotated[Translations, Field(title="Název")]
    valid_until: Annotated[Day, Field(title="Platí do")]


class Funder(Fact):
    """Somebody who pays for the service."""

    name: Annotated[Translations, Field(title="Název")]
    url: Annotated[WebAddress | None, Field(title="Web")] = None


class Processor(Fact):
    """Somebody outside the centre in whose hands data are while they look after them (GDPR, article
    28)."""

    name: Annotated[Translations, Field(title="Název")]
    task: Annotated[Translations, Field(title="Co dělá a co vidí, jednou větou")]
    outside_eu: Annotated[bool, Field(title="Mimo Evropskou unii")] = False


class Centre(Fact):
    """``centre.yaml``.

    While ``demo`` is true, nothing is real and no number of the centre can be dialled.
    """

    demo: Annotated[bool, Field(title="Ukázka")]
    checked_on: Annotated[Day, Field(title="Naposledy ověřeno")]
    name: Annotated[Translations, Field(title="Název centra")]
    provider: Annotated[Provider, Field(title="Poskytovatel")]
    town: Annotated[str, Field(title="Město")]
    base_url: Annotated[
        WebAddress,
        AfterValidator(_origin),
        Field(title="Adresa webu, od které se tvoří odkazy"),
    ]
    scope: Annotated[
        Literal["illegal", "all", "behavioural"],
        Field(
            title="Rozsah",
            description="illegal: nelegální látky; all: i alkohol a léky; behavioural: i hraní",
        ),
    ]
    abstinence: Annotated[
        Literal["not-required", "one-goal", "prospect"],
        Field(
            title="Postoj k abstinenci",
            description="not-required: není podmínkou; one-goal: jeden z cílů; "
            "prospect: dlouhodobý výhled",
        ),
    ]
    goals: Annotated[
        tuple[Identifier, ...],
        Field(title="Modely cílů", description="soubory ze složky goals, v pořadí na stránce"),
    ] = ()
    minimum_age: Annotated[WholeNumber | None, Field(title="Služby od věku", ge=0, le=26)] = None
    contacts: Annotated[Contacts, Field(title="Kontakty")]
    answer_days: Annotated[
        WholeNumber, Field(title="Odpovíme do tolika pracovních dnů", ge=1, le=15)
    ]
    complaint_answer_days: Annotated[
        WholeNumber, Field(title="Na stížnost odpovíme do tolika dnů", ge=1, le=60)
    ] = 30
    answers_in: Annotated[
        tuple[LanguageCode, ...], Field(title="Odpovíme v jazycích", min_length=1)
    ]
    retention: Annotated[Retention, Field(title="Doba uložení", default_factory=Retention)]
    wait_minutes: Annotated[WholeNumber, Field(title="Kolik minut čekáme na schůzce", ge=5, le=60)]
    recognise: Annotated[Translations, Field(title="Jak poznáte terénní pracovníky")]
    outreach_staff: Annotated[WholeNumber, Field(title="Pracovníků v terénu", ge=2, le=9)] = 2
    exit_address: Annotated[SecureAddress, Field(title="Kam vede „Rychle odejít“")] = (
        "https://www.chmi.cz/"  # the weather: a page that nobody has to explain
    )
    tab_title: Annotated[
        Translations,
        Field(
            title="Nenápadný název na kartě prohlížeče u formulářů a odpovědí",
            description="zůstane v historii prohlížeče",
            default_factory=lambda: Translations.of_message(N_("Page")),
        ),
    ]
    app_name: Annotated[
        Translations,
        AfterValidator(_fits_under_an_icon),
        Field(
            title="Jméno na ploše telefonu",
            description="uvidí ho i ten, kdo se na telefon jen podívá",
            default_factory=lambda: Translations.of_message(N_("When & where")),
        ),
    ]
    colour: Annotated[
        str | None,
        matching(r"#[0-9a-f]{6}", "barvu šesti číslicemi, třeba #0d4a46"),
        Field(
            title="Barva centra",
            description="odkazy, tlačítka a dveře; odstín se sám upraví, aby se dal číst; "
            "červená patří ohrožení života",
        ),
    ] = None
    naloxone: Annotated[
        Literal["ask", "yes", "no"], Field(title="Naloxon", description="ask: zeptejte se")
    ]
    service_area: Annotated[tuple[str, ...], Field(title="Okresy", min_length=1)]
    certificate: Annotated[Certificate | None, Field(title="Certifikát")] = None
    funders: Annotated[tuple[Funder, ...], Field(title="Kdo službu platí")] = ()
    processors: Annotated[tuple[Processor, ...], Field(title="Kdo pro nás pracuje s údaji")] = ()
    hiv_centre: Annotated[
        Translations | None,
        Field(
            title="Nejbližší HIV centrum",
            description="kam po bodnutí jehlou; název, město, telefon",
        ),
    ] = None
    needles_elsewhere: Annotated[
        Translations | None,
        Field(
            title="Kde mají jehly, když máme zavřeno",
            description="lékárny a jiná centra s městem a hodinami, i o víkendu",
        ),
    ] = None
    opening_note: Annotated[Translations | None, Field(title="Poznámka k otevírací době")] = None

    def can_dial(self, phone: Phone) -> bool:
        """Whether a page may offer ``phone`` as a link. Never in a sample: nobody would answer."""
        return not self.demo and not phone.fictional
