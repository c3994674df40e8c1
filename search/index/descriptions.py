"""Collect what the index stores of an object: its texts and, of a page, its attributes.

The texts of any model are those of its Wagtail ``search_fields``. Pages also have attributes, such
as the year and the themes, which are read through the interface of ``BasePage``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Manager, Model
from wagtail.search.index import AutocompleteField, FilterField, RelatedFields

from core.languages import site_language
from core.models import BasePage
from core.subjects import names_in_all_languages
from core.writing.folding import find_words, fold
from search.models import PageRecord

from .attached_texts import public_texts
from .tokens import IndexTokens, TextPart, page_kind

PART_OF_FIELD = {"title": TextPart.TITLE, "summary": TextPart.SUMMARY}
# The search field with the names of a page's subjects. It is indexed apart from the others, since
# each name is stemmed in the vocabulary of its own language.
NAMES_FIELD = "subject_names"
# Letters of a word in the dictionary of corrections; shorter words have too many similar ones.
MIN_KNOWN_WORD_LENGTH = 4


@dataclass
class ObjectDescription:
    """What is stored of one object.

    ``record`` is ``None`` for anything but a page. ``folds`` are the folded words of the page's
    own texts, without those of its subjects and files.
    """

    tokens: IndexTokens
    record: PageRecord | None = None
    folds: frozenset[str] = frozenset()


def describe_object(instance: Model) -> ObjectDescription:
    """Return what the index has to store of this object."""
    if isinstance(instance, BasePage):
        return _describe_page(instance)
    tokens = IndexTokens()
    for search_field, text in _texts(instance, instance.get_search_fields()):
        _add(tokens, search_field, text, vocabulary="")
    return ObjectDescription(tokens)


def _describe_page(page: BasePage) -> ObjectDescription:
    language, subjects = page.text_language, page.subjects
    tokens, texts = IndexTokens(), []
    own_fields = [item for item in page.get_search_fields() if item.field_name != NAMES_FIELD]
    for search_field, text in _texts(page, own_fields):
        _add(tokens, search_field, text, language.vocabulary)
        if search_field.field_name not in PART_OF_FIELD and not isinstance(
            search_field, AutocompleteField
        ):
            texts.append(text)
    folds = frozenset(tokens.sequence)
    _add_names(tokens, names_in_all_languages(subjects))
    attached = page.attached_files
    files = public_texts(attached)
    for file, text in files:
        vocabulary = site_language(file.language_code or language.code).vocabulary
        tokens.add_text(text, vocabulary, TextPart.FILE)
    record = PageRecord(
        page_id=page.pk,
        translation_key=page.translation_key,
        language=language.code,
        is_draft=not page.live,
        kind=page_kind(type(page)),
        year=page.listing_year,
        date_rank=page.listing_rank,
        territories=" ".join(subjects.territories),
        themes=" ".join(sorted(subjects.themes)),
        documents=" ".join(str(file.document_id) for file, _text in files),
        title=page.title,
        summary=page.summary,
        text="\n".join(texts),
    )
    _add_attributes(tokens, record)
    for file in attached:
        tokens.add_attribute("document", str(file.document_id))
    return ObjectDescription(tokens, record, folds)


def _add_names(tokens: IndexTokens, names: dict[str, list[str]]) -> None:
    """Add the names of the subjects in each language; names that languages share are added once."""
    known = set()
    for code, found in names.items():
        vocabulary = site_language(code).vocabulary
        for name in found:
            if (vocabulary, fold(name)) not in known:
                known.add((vocabulary, fold(name)))
                tokens.add_text(name, vocabulary)


def _add(tokens: IndexTokens, search_field, text: str, vocabulary: str) -> None:
    if isinstance(search_field, AutocompleteField):
        tokens.add_prefixes(text)
    else:
        tokens.add_text(text, vocabulary, PART_OF_FIELD.get(search_field.field_name, TextPart.TEXT))


def _add_attributes(tokens: IndexTokens, record: PageRecord) -> None:
    """Add the values of facets, so that filters are part of the query to the index."""
    tokens.add_attribute("language", record.language)
    tokens.add_attribute("kind", record.kind)
    if record.year:
        tokens.add_attribute("year", str(record.year))
    for code in record.territories.split():
        tokens.add_attribute("state", code)
    for slug in record.themes.split():
        tokens.add_attribute("theme", slug)


def _texts(instance: Model, fields) -> Iterator[tuple]:
    """Yield pairs of search field and text; a field with several texts yields several pairs."""
    for search_field in fields:
        if isinstance(search_field, FilterField):
            continue
        value = search_field.get_value(instance)
        if isinstance(search_field, RelatedFields):
            related = value.all() if isinstance(value, Manager) else filter(None, [value])
            for item in related:
                yield from _texts(item, search_field.fields)
        else:
            for text in _flattened(value):
                yield search_field, text


def _flattened(value) -> Iterator[str]:
    """Yield the texts in the value of a search field: a text, a nested list, or nothing."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flattened(item)
    elif value not in (None, ""):
        yield str(value)


def words_of_record(record: PageRecord) -> dict[str, str]:
    """Return the different words of a page, folded, each with the form of its first occurrence."""
    text = "\n".join([record.title, record.summary, record.text])
    found: dict[str, str] = {}
    for word in find_words(text):
        if word.folded not in found and is_correctable(word.folded):
            found[word.folded] = text[word.start : word.end].lower()[:64]
    return found


def is_correctable(folded: str) -> bool:
    """Whether misspelled words may be corrected to this one."""
    return len(folded) >= MIN_KNOWN_WORD_LENGTH and folded.isalpha()
