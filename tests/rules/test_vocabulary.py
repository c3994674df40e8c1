"""Code and documentation use the terms of the field: no private words, and unambiguous names."""

import ast
import re
from collections import Counter

from django.apps import apps

from .source_files import APPS, ROOT, app_of, files_ending, parsed, python_files

# Words of earlier versions, and metaphors where a term exists. The tour may use one picture.
PRIVATE_WORDS = re.compile(
    r"\b(?:front doors?|doors?|roof|floor|workshop|waiting.room|keep.?back|let.?go|set_that_keeps"
    r"|deeds?|pile|mine_|ledger|chips|frame_of|fixed.?address|in_words|the house|yes_?no|fates?)\b",
    re.IGNORECASE,
)
# In quotation marks, "fate" is the name of a column of release 1.0.
ALLOWED_PHRASES = re.compile(r"math\.floor|(['\"])fate\1", re.IGNORECASE)
MAY_USE_A_PICTURE = {"docs/tour.md", "tests/rules/test_vocabulary.py"}
TEXT_FILES = ".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".typ", ".yaml", ".conf"
# Words that readers search for and texts that tests search in.
QUOTES_TEXTS = ("tests/search/", "cms/demonstration/content/", "cms/demonstration/translations/")

# Besides models: what Django, Wagtail or the field calls by one word.
ONE_WORD_CLASSES = {
    "Citation",
    "Designation",
    "Highlighter",
    "Language",
    "Media",
    "Meta",
}
ONE_WORD_CLASSES |= {"Subjects", "Vocabulary"}


def class_names() -> Counter[str]:
    """Count the classes of modules by name; Django and Wagtail give nested ones their names."""
    return Counter(
        node.name
        for path in python_files()
        if app_of(path)
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef) and "commands" not in path.parts
    )


def test_no_file_uses_a_private_word():
    wrong = []
    for path in files_ending(*TEXT_FILES):
        if str(path) in MAY_USE_A_PICTURE or str(path).startswith(QUOTES_TEXTS):
            continue
        text = ALLOWED_PHRASES.sub("", (ROOT / path).read_text())
        wrong += [f"{path}: {found}" for found in sorted(set(PRIVATE_WORDS.findall(text)))]
    assert not wrong


def test_every_class_name_is_used_once():
    assert not [name for name, count in class_names().items() if count > 1]


def test_a_class_of_one_word_is_a_model_or_a_term_of_the_field():
    models = {model.__name__ for app in APPS for model in apps.get_app_config(app).get_models()}
    words = {name for name in class_names() if not re.search("[A-Z]", name[1:])}
    assert not words - models - ONE_WORD_CLASSES
