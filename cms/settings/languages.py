"""The table of languages. A further language takes one row here and one catalogue in cms/locale.

Unless an existing vocabulary covers it, it also takes a file in core/writing/words.

The order is that of the language menu: the source language, then the others by their English
names, Cyrillic before Latin script. It also determines the script of a bare ``sr`` in
``Accept-Language``.
"""

from django.utils.translation import gettext_lazy

from core.languages import Language

SITE_LANGUAGES = (
    Language("en", "en", "English", "Latn", cldr="en_GB", vocabulary="english"),
    Language("sq", "sq", "Shqip", "Latn", cldr="sq", vocabulary="albanian"),
    Language("bs", "bs", "Bosanski", "Latn", cldr="bs_Latn", vocabulary="bcms"),
    Language("bg", "bg", "Български", "Cyrl", cldr="bg", vocabulary="bulgarian", title_marks="„“"),
    Language("hr", "hr", "Hrvatski", "Latn", cldr="hr", vocabulary="bcms"),
    Language(
        "mk", "mk", "Македонски", "Cyrl", cldr="mk", vocabulary="macedonian", title_marks="„“"
    ),
    # CLDR has no data for Montenegrin; those for Serbian in Latin script in Montenegro are used.
    Language(
        "cnr",
        "cnr",
        "Crnogorski",
        "Latn",
        cldr="sr_Latn_ME",
        vocabulary="bcms",
        accepts=("sr-me", "sr-latn-me"),
    ),
    Language("ro", "ro", "Română", "Latn", cldr="ro", vocabulary="romanian", accepts=("mo",)),
    Language(
        "sr-cyrl",
        "sr-Cyrl",
        "Српски",
        "Cyrl",
        cldr="sr_Cyrl",
        vocabulary="bcms",
        script_name="ћирилица",
        title_marks="„“",
    ),
    Language(
        "sr-latn",
        "sr-Latn",
        "Srpski",
        "Latn",
        cldr="sr_Latn",
        vocabulary="bcms",
        script_name="latinica",
        derived_from="sr-cyrl",
        accepts=("sh",),
    ),
    Language("sl", "sl", "Slovenščina", "Latn", cldr="sl", vocabulary="slovenian"),
)

SOURCE_LANGUAGE_CODE = "en"

# Letters in the order of CLDR's collation for each language, digraphs as one letter.
_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_SOUTH_SLAVIC_LATIN = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
SITE_ALPHABETS = {
    "en": _LATIN,
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
    "bs": _SOUTH_SLAVIC_LATIN,
    "bg": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
    "hr": _SOUTH_SLAVIC_LATIN,
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "cnr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š ś t u v w x y z ž ź",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sr-cyrl": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
    "sr-latn": _SOUTH_SLAVIC_LATIN,
}

# Names of languages that CLDR has no data for, as other languages call them.
SITE_LANGUAGE_NAMES = {"cnr": gettext_lazy("Montenegrin")}

# Names of states that differ from the CLDR data used for the language.
SITE_TERRITORY_NAMES = {
    "cnr": {
        "BY": "Bjelorusija",
        "DE": "Njemačka",
        "KP": "Sjeverna Koreja",
        "MK": "Sjeverna Makedonija",
    },
}
