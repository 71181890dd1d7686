"""English: messages are written in it in code and templates."""

from centre.language.language import DatePatterns, Language, folded_endings, folded_set

# As the search folds them, without apostrophes. No word that decides what is meant (not, no, off,
# up, without, alone, myself), and none that is one of these without its apostrophe: ill, id.
_STOP_WORDS = """
a an the and or but if of to in on at for from with by as than so then too also just very
i im ive me my mine you your yours youre u we us our were they them their theyre he him his she
her hers it its this that these those there here thats theres
is are am was be been being do does did have has had having can could will would should shall
may might must get got give gets
what whats when where wheres which who whos whom whose why how hows
some any about please into because while
"""

# „e“ and „y“ meet „es“ and „ies“: needle and needles, baby and babies.
_ENDINGS = "s es e y ies ied ed ing ings ion ions ly"

ENGLISH = Language(
    code="en",
    name="English",
    short_name="Eng",
    name_for_editors="Anglicky",
    locale="en_GB",
    holidays="en_US",
    is_in_code=True,
    dates=DatePatterns(day="d MMMM", day_with_year="d MMMM y", short="EEE d MMM"),
    on_weekdays=(
        "on Monday",
        "on Tuesday",
        "on Wednesday",
        "on Thursday",
        "on Friday",
        "on Saturday",
        "on Sunday",
    ),
    clock_point=":",
    at_time=("at", "at"),
    alphabet="a b c d e f g h i j k l m n o p q r s t u v w x y z",
    quotes=("“", "”"),
    one_letter_words="",
    anchor_form="NFKD",
    stop_words=folded_set(_STOP_WORDS),
    endings=folded_endings(_ENDINGS),
)
