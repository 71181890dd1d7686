"""Czech: it is complete, and everything missing elsewhere falls back to it."""

from centre.language.language import DatePatterns, Language, folded_endings, folded_set

# No word that decides what is meant (ne, bez, sám, nemám), and none that folds like one that does:
# být is byt, moc is moč.
_STOP_WORDS = """
a i o u v k s z ve ke se ze na do od po pro při před pod nad za mezi podle kvůli
nebo ale že aby když protože jestli zda tak také taky už ještě jen jenom pak tu tady tam
to ten ta ty ti toho tomu tom tím těch tento tato toto já on ona ono my vy oni
mě mně mi mnou tě tebe tobě ho mu ji jí jeho její jim jich nás nám námi vás vám vámi náš váš
vaše vašeho můj moje moji mého mému svůj svoje svou svého si jsem sem jsi seš je jsme sme jste
ste jsou sou byl byla bylo byli budu budeš bude budeme budete budou bych bys by bychom byste
mám máš má máme máte mají můžu můžeš může můžeme můžem můžete můžou mohu chci chce chcete
musím musí musíte dáte dáváte co kdo kde kdy kam jak jaký jaká jaké jakou kolik proč který
která které odkud koho komu čím čeho prosím něco nějaký nějaká nějaké třeba asi
"""

# Of nouns, adjectives, and verbs; the last line is how people speak.
_ENDINGS = """
a e ě i í o u y é á ou em am ám um ům ím im ech ách ích ata aty ami emi mi ěmi ími ovi ové ův ova
ovy ovu ovou ího ímu ého ému ým ých ými ejší ejšího ejších
at it out ám áme áte ají ím íme íte ejí eme ete al ala alo ali aly
il ila ilo ili ily ela elo eli ely ěla ělo ěli nul nula nuli nout
uji uju uješ uje ujeme ujete ují ujou oval ovala ovali ovat ování ovaný ovaná ované
ání áním ení ením ění ěním
ej ejch ejm ejma ama ema
"""

CZECH = Language(
    code="cs",
    name="Čeština",
    short_name="Čes",
    name_for_editors="Česky",
    read_by=("sk",),
    locale="cs",
    holidays="cs",
    dates=DatePatterns(day="d. MMMM", day_with_year="d. MMMM y", short="EEE d. M."),
    # Czech says "ve" before two consonants.
    on_weekdays=(
        "v pondělí",
        "v úterý",
        "ve středu",
        "ve čtvrtek",
        "v pátek",
        "v sobotu",
        "v neděli",
    ),
    clock_point=".",
    at_time=("v", "ve"),
    at_time_other=frozenset({2, 3, 4, 12, 13, 14, 20, 21, 22, 23, 0}),
    # ČSN 97 6030: č, ř, š and ž are letters of their own, other marks only decide between words
    # that are the same without them.
    alphabet="a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    quotes=("„", "“"),
    one_letter_words="ksvzouai",  # ČSN 01 6910
    anchor_form="NFKD",
    stop_words=folded_set(_STOP_WORDS),
    endings=folded_endings(_ENDINGS),
)
