"""What a centre's folder may take from the product, by the names of its files; nothing else is ever
taken.

Common is what is true of any centre: health, rights, words of the intake, lists of words. What
speaks of one centre never comes along: its facts, hours, places, people and figures, its own pages,
and translations of these.
"""

from pathlib import Path
from typing import Final

from centre.intake.passage_names import PASSAGE_NAMES
from centre.language.languages import LANGUAGES, ORIGINAL

PRODUCT: Final = Path(__file__).resolve().parents[2] / "content"
"""The content beside the code: the common texts, and around them the sample centre."""

HOME: Final = "home"


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


PAGES: Final = _names("""
    accessibility after-hours alerts arranging ask being-hurt close-ones complaints contact
    crisis fifteen-to-seventeen first-visit flat-visit-checklist flat-visits found-syringe
    glossary goals hand-over harm-reduction hepatitis-c-cure hide-visit infections
    journalists needle-prick needles-when-closed open-data parents-debts parents-found-bag
    parents-police parents-test parents-throw-out partners pregnancy prevention privacy
    public results rights safer-use services social-help substances treatment vaccination
    when-to-test will-you-tell wound
""")
SERVICES: Final = _names("""
    accompaniment close-ones-counselling counselling crisis-help exchange extra-activities food
    health-care hygiene material outreach-programme public-information syringe-collection testing
    treatment-help
""")
DATA: Final = _names("""
    abbreviations.yaml crisis_words.yaml helplines.yaml partner_types.yaml search_questions.yaml
    spelling.txt words_to_avoid.yaml
""")
GOALS: Final = "data/goals"

REPLIES: Final = _names("""
    abuse-limit afraid-at-home cut-down-or-stop fear-of-overdose first-sentence
    found-syringe-at-home money-and-debts
    needle-or-unprotected-sex no-sleep-fear-voices no-wish-to-live papers-debts-housing
    parent-uses police-and-court pregnant refuses-treatment sterile-needles throw-him-out under-18
    unwell-after-a-substance want-a-test ways-to-treatment wound-or-abscess
""")
"""Reply templates of the desk."""

NEVER_WITHOUT: Final = _names("""
    accessibility alerts ask close-ones complaints contact crisis hand-over hide-visit open-data
    privacy rights services
""")
"""What no centre may switch off: readers are owed it, or the product itself leads to it."""

_BY_FOLDER: Final = {
    "pages": PAGES,
    "services": SERVICES,
    "intake": PASSAGE_NAMES,
    "desk": REPLIES,
}


def is_common(name: str) -> bool:
    """Whether a file of the product may be taken; ``name`` is as `cs/pages/wound.md`."""
    folder, _, file = name.rpartition("/")
    if folder == "data":
        return file in DATA
    if folder == GOALS:
        return file.endswith(".yaml")
    lang, _, section = folder.partition("/")
    stem = file.removesuffix(".md")
    return lang in LANGUAGES and file.endswith(".md") and stem in _BY_FOLDER.get(section, ())


def original_of(name: str) -> str:
    """The Czech file that ``name`` translates; ``name`` itself for Czech and for data."""
    lang, _, rest = name.partition("/")
    return f"{ORIGINAL}/{rest}" if lang in LANGUAGES else name
