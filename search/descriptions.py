"""What an object tells the index of itself: its texts, and the facts of a page.

Any model that Wagtail's search fields describe has texts. A page of the site has more to say, and
is asked for it through the questions that every page answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Manager, Model
from wagtail.search.index import AutocompleteField, FilterField, RelatedFields

from core.languages import get
from core.models import BasePage
from core.subjects import names_in_all_languages
from core.writing.folding import find_words, fold

from .documents import readable_texts
from .models import PageRecord
from .tokens import Part, Tokens, kind_of

PARTS = {"title": Part.TITLE, "summary": Part.SUMMARY}
# Names that find a page in any language: asked for apart, since each has the stems of its own.
NAMES = "index_names"
# Letters of a word from which mistyped words are corrected; shorter ones have too many neighbours.
SHORTEST_KNOWN_WORD = 4


@dataclass
class Description:
    """What is stored of one object; ``record`` is that of a page, ``folds`` are its own words."""

    tokens: Tokens
    record: PageRecord | None = None
    folds: frozenset[str] = frozenset()


def describe(instance: Model) -> Description:
    """Return what the index is to hold of this object."""
    if isinstance(instance, BasePage):
        return _describe_page(instance)
    tokens = Tokens()
    for search_field, text in _texts(instance, instance.get_search_fields()):
        _add(tokens, search_field, text, vocabulary="")
    return Description(tokens)


def _describe_page(page: BasePage) -> Description:
    language, subjects = page.text_language, page.subjects
    tokens, texts = Tokens(), []
    for search_field, text in _texts(page, _own_fields(page)):
        _add(tokens, search_field, text, language.vocabulary)
        if search_field.field_name not in PARTS and not isinstance(search_field, AutocompleteField):
            texts.append(text)
    folds = frozenset(tokens.sequence)
    _add_names(tokens, names_in_all_languages(subjects))
    attached = page.attached_files
    files = readable_texts(attached)
    for file, text in files:
        vocabulary = get(file.language_code or language.code).vocabulary
        tokens.add_text(text, vocabulary, Part.FILE)
    record = PageRecord(
        page_id=page.pk,
        translation_key=page.translation_key,
        language=language.code,
        of_draft=not page.live,
        kind=kind_of(type(page)),
        year=page.listing_year,
        date_rank=page.listing_rank,
        territories=" ".join(subjects.territories),
        themes=" ".join(subjects.themes),
        documents=" ".join(str(file.document_id) for file, _text in files),
        title=page.title,
        summary=page.summary,
        text="\n".join(texts),
    )
    _add_marks(tokens, record)
    for file in attached:
        tokens.add_mark("document", str(file.document_id))
    return Description(tokens, record, folds)


def _own_fields(page: BasePage) -> list:
    return [item for item in page.get_search_fields() if item.field_name != NAMES]


def _add_names(tokens: Tokens, names: dict[str, list[str]]) -> None:
    """Add what the subjects are called in each language; languages share many of the names."""
    known = set()
    for code, found in names.items():
        vocabulary = get(code).vocabulary
        for name in found:
            if (vocabulary, fold(name)) not in known:
                known.add((vocabulary, fold(name)))
                tokens.add_text(name, vocabulary)


def _add(tokens: Tokens, search_field, text: str, vocabulary: str) -> None:
    if isinstance(search_field, AutocompleteField):
        tokens.add_beginnings(text)
    else:
        tokens.add_text(text, vocabulary, PARTS.get(search_field.field_name, Part.TEXT))


def _add_marks(tokens: Tokens, record: PageRecord) -> None:
    """Let facets, and the pages of a document, be met inside the index."""
    tokens.add_mark("language", record.language)
    tokens.add_mark("kind", record.kind)
    if record.year:
        tokens.add_mark("year", str(record.year))
    for code in record.territories.split():
        tokens.add_mark("state", code)
    for slug in record.themes.split():
        tokens.add_mark("theme", slug)


def _texts(instance: Model, fields) -> Iterator[tuple]:
    """Pairs of search field and text, a field of many texts once for each of them."""
    for search_field in fields:
        if isinstance(search_field, FilterField):
            continue
        value = search_field.get_value(instance)
        if isinstance(search_field, RelatedFields):
            for related in _related(value):
                yield from _texts(related, search_field.fields)
        else:
            for text in _flat(value):
                yield search_field, text


def _related(value) -> list[Model]:
    if isinstance(value, Manager):
        return list(value.all())
    return [value] if value else []


def _flat(value) -> Iterator[str]:
    """The texts in a value as search fields give it: a text, a list, or nothing."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    elif value not in (None, ""):
        yield str(value)


def known_words(record: PageRecord) -> dict[str, str]:
    """The different words of a page, each with the form in which it stands there first."""
    text = "\n".join([record.title, record.summary, record.text])
    found: dict[str, str] = {}
    for word in find_words(text):
        if word.folded not in found and can_be_known(word.folded):
            found[word.folded] = text[word.start : word.end].lower()[:64]
    return found


def can_be_known(folded: str) -> bool:
    """Whether mistyped words are corrected to this one."""
    return len(folded) >= SHORTEST_KNOWN_WORD and folded.isalpha()
