"""Ukrainian."""

from centre.language.language import DatePatterns, Language, folded_endings, folded_set

# No word that decides what is meant (не, без, сам, хочу), nor мати, which is also a mother. The
# last line is Russian, which people type too.
_STOP_WORDS = """
і й та а але або чи що шо щоб якщо бо у в на з із зі до від для про при по за під над між через
після я ти він вона воно ми ви вони мене мені мною тебе тобі його йому її їй ним нею нас нам нами
вас вам вами їх їм ними мій моя моє мої мого моєї свій своя своє свої себе ваш ваша ваше ваші наш
наша наше наші це цей ця ці цього той те ті того тому там тут є був була було були буду будеш буде
будете будуть можу можеш може можемо можете можна маю маєш має маємо маєте мають дасте даєте
як який яка яке які якого якусь якийсь якісь коли де куди звідки хто кого кому чому скільки чим
чого ще вже тільки лише так також теж би б же ж ну ось будь ласка щось
что как где когда кто мне меня можно если или это есть вы мы он она они ли
"""

# Of nouns made of verbs, nouns, adjectives, and verbs.
_ENDINGS = """
ування уванням уванню уванні ювання юванням юванню ання анням анню анні ення енням енню енні
іння інням інню інні ість ості істю остей остями ія ії ію ією іям іями іях
ями ами ові еві єві ою ею єю ах ях ам ям ом ем єм ів їв ей ій ию ия
а я о е є у ю и і ї й ь ого ому ими іми ої их іх им ім ий ього ьому
ати ити іти яти ути тися ться ють ять уть ать ить ете ємо емо имо ти ла ло ли в ся
увати ювати уватися юватися ую ує уємо уєте ують юю ює юємо юєте юють
"""

UKRAINIAN = Language(
    code="uk",
    name="Українська",
    short_name="Укр",
    name_for_editors="Ukrajinsky",
    read_by=("be", "ru"),
    locale="uk",
    holidays="uk",
    dates=DatePatterns(
        day="d MMMM", day_with_year="d MMMM y 'року'", short="EEE dd.MM", after_weekday=", "
    ),
    on_weekdays=(
        "у понеділок",
        "у вівторок",
        "у середу",
        "у четвер",
        "у п’ятницю",
        "у суботу",
        "у неділю",
    ),
    clock_point=":",
    at_time=("о", "об"),
    at_time_other=frozenset({11}),
    # The orthography of 2019.
    alphabet="а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    quotes=("«", "»"),
    one_letter_words="вузоіай",
    anchor_form="NFC",
    stop_words=folded_set(_STOP_WORDS),
    endings=folded_endings(_ENDINGS),
)
