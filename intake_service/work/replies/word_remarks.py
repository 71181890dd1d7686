"""Words that press, accuse, diagnose, promise or ask too much, and what to say instead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from centre.language.i18n import N_, gettext
from intake_service.work.replies.remark import Answer, Remark


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words to look for, by language, and the advice on them, a message."""

    advice: str
    words: Mapping[str, str]
    unless: Mapping[str, str]
    """What makes such a sentence right: „jestli k nám chodí, neříkáme“."""

    def quote(self, answer: Answer) -> str:
        """The first words that it is about; empty for none, and in a language without rules."""
        if answer.lang not in self.words:
            return ""
        pattern = re.compile(rf"(?<!\w)(?:{self.words[answer.lang]})", re.IGNORECASE)
        excuse = self.unless.get(answer.lang)
        for sentence in answer.sentences:
            excused = excuse and re.search(rf"(?<!\w)(?:{excuse})", sentence, re.IGNORECASE)
            if (found := pattern.search(sentence)) and not excused:
                return found[0]
        return ""


_NOTHING: Final[Mapping[str, str]] = {}
_RULES: Final = (
    _Rule(
        N_("We never confirm who comes to us. Say: “We tell nobody who comes to us.”"),
        {
            "cs": r"(?:byl|byla|byli) (?:\w+ )?u nás|u nás (?:byl|byla|byli)\b|(?:chodí|docházel\w*"
            r"|dochází) k nám|k nám (?:chodí|dochází)|je naš[ei]\w* klient\w*",
            "en": r"(?:he|she|they) (?:was|were|has been|comes?|came) (?:here|to us|to our)"
            r"|(?:he|she) is (?:a|our) client",
            "uk": r"(?:був|була|були) (?:\w+ )?у нас|ходить до нас|до нас ходить|наш\w* клієнт\w*",
        },
        {
            "cs": r"jestli|zda|neříkáme|neřekneme|nepotvr\w+|nemůžeme",
            "en": r"whether|if|never|cannot|do not",
            "uk": r"чи|не кажемо|не можемо|не підтверджуємо",
        },
    ),
    _Rule(
        N_("We do not ask who somebody is, where they live or what they did. Leave it out."),
        {
            "cs": r"jak se jmenujete|(?:napište|pošlete|řekněte) (?:nám |mi )?(?:prosím )?"
            r"(?:své|svou|svoje|vaše|jeho|její)? ?(?:celé )?(?:jméno|příjmení|adresu)\b"
            r"|kde (?:přesně )?bydlíte"
            r"|datum (?:vašeho )?narození|rodné číslo|od koho (?:to|drogy|ho)? ?(?:kupujete|berete)"
            r"|co (?:přesně )?jste (?:ukradl|spáchal|provedl)\w*",
            "en": r"what is your name|your (?:full name|surname|address)"
            r"|where (?:exactly )?do you live"
            r"|date of birth|who do you buy (?:it|them) from|what did you steal",
            "uk": r"як вас звати|ваш[еу] (?:ім['’ʼ]я|прізвище|адресу)|де (?:саме )?ви живете"
            r"|дат[ау] народження|у кого ви купуєте|що ви вкрали",
        },
        {
            "cs": r"nemusíte|nepište|neptáme",
            "en": r"need not|do not|don['’]t",
            "uk": r"не треба|не пишіть",
        },
    ),
    _Rule(
        N_("A doctor makes the diagnosis. Say: “It may be linked to …. A doctor can judge that.”"),
        {
            "cs": r"(?:to je|je to|máte|trpíte|jde o)\s(?:\w+\s)?(?:psychóz\w*|depres\w*"
            r"|schizofreni\w*"
            r"|paranoi\w*|závislost\b|hepatitid\w*|žloutenk\w*|porucha|poruchu)",
            "en": r"(?:this is|it is|it's|you have|you suffer from) (?:an? )?(?:\w+ )?(?:psychosis"
            r"|depression|schizophrenia|paranoia|addiction|hepatitis|disorder)",
            "uk": r"(?:це|у вас|ви маєте) (?:\w+ )?(?:психоз|депресія|депресію|шизофренія"
            r"|шизофренію"
            r"|залежність|гепатит|розлад)\b",
        },
        {"cs": r"může|mohlo|lékař", "en": r"may|might|doctor", "uk": r"може|лікар"},
    ),
    _Rule(
        N_("Promise only what we hold. Say what will really happen, and when."),
        {
            "cs": r"(?:všechno |vše )?bude (?:to |zase )?(?:dobré|dobře|v pořádku)"
            r"|nikdo se to nedozví"
            r"|(?:vám )?slibuj(?:eme|i|u)\b|určitě to (?:přejde|pomůže|dopadne|zvládnete)"
            r"|nic se (?:vám )?nestane"
            r"|garantuj\w+",
            "en": r"(?:it|everything) (?:will|is going to) be (?:fine|ok|okay|all right|alright)"
            r"|(?:nobody|no one) will (?:ever )?(?:know|find out|learn)"
            r"|(?:i|we) (?:promise|guarantee)",
            "uk": r"(?:все|усе) буде (?:добре|гаразд)|ніхто (?:про це )?не дізнається|обіцяємо"
            r"|гарантуємо",
        },
        _NOTHING,
    ),
    _Rule(
        N_("It sounds like a judgement. Say: “What came before it?”"),
        {
            "cs": r"proč (?:jste|jsi|to|tam|si|se|ho|ji)\b",
            "en": r"why (?:did|do|don't|didn't|have|haven't) you",
            "uk": r"(?:чому|навіщо) (?:ви|ти)\b",
        },
        _NOTHING,
    ),
    _Rule(
        N_("It presses. Say: “What would help you now to make it safer?”"),
        {
            "cs": r"musíte|měl[aiy]? byste|nesmíte|přestaňte",
            "en": r"you must|you have to|you need to stop|you should",
            "uk": r"(?:ви )?мусите|ви повинні|ви маєте (?:припинити|кинути)",
        },
        {
            "cs": r"nemusíte|zákon\w*|úřad\w*|soud\w*|do 72 hodin",
            "en": r"law|court|office|72 hours",
            "uk": r"не мусите|закон\w*|суд\w*|72 годин",
        },
    ),
    _Rule(
        N_("It decides for them. Offer several ways, and say what each of them may bring."),
        {
            "cs": r"vyhoďte (?:ho|ji)|opusťte (?:ho|ji)|rozejděte se|stačí (?:jen )?(?:chtít|vůle)"
            r"|stačí přestat|kdybyste (?:opravdu )?chtěl\w*",
            "en": r"throw (?:him|her) out|leave (?:him|her)\b|(?:you )?just (?:have to"
            r"|need to) want"
            r"|if you really wanted|willpower",
            "uk": r"виженіть (?:його|її)|киньте (?:його|її)|досить (?:лише )?захотіти"
            r"|якби ви (?:справді )?хотіли",
        },
        _NOTHING,
    ),
)
"""In this order they are told."""

LANGUAGES_KNOWN: Final = frozenset.intersection(*(frozenset(rule.words) for rule in _RULES))


def in_order(answer: Answer) -> Iterator[Remark]:
    """A remark for each rule that finds its words, the weightiest first."""
    for rule in _RULES:
        if quote := rule.quote(answer):
            yield Remark(quote, gettext(rule.advice))
