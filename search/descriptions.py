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
from core.writing.folding import find_words

from .documents import readable_texts
from .models import KnownWord, PageRecord
from .tokens import Part, Tokens, kind_of

PARTS = {"title": Part.TITLE, "summary": Part.SUMMARY}
# Not the page's own words: they find it, and are not shown as an excerpt of it.
UNSEEN = {"index_names"}
# Letters of a word from which mistyped words are corrected; shorter ones have too many neighbours.
SHORTEST_KNOWN_WORD = 4


@dataclass
class Description:
    """What is stored of one object. ``record`` and ``known_words`` are those of a page."""

    tokens: Tokens
    record: PageRecord | None = None
    known_words: tuple[KnownWord, ...] = ()


def describe(instance: Model) -> Description:
    """Return what the index is to hold of this object."""
    if isinstance(instance, BasePage):
        return _describe_page(instance)
    tokens = Tokens()
    for field, text in _texts(instance, instance.get_search_fields()):
        _add(tokens, field, text, vocabulary="")
    return Description(tokens)


def _describe_page(page: BasePage) -> Description:
    language, subjects = page.text_language, page.subjects
    tokens, texts = Tokens(), []
    for field, text in _texts(page, page.get_search_fields()):
        _add(tokens, field, text, language.vocabulary)
        if field.field_name not in {*PARTS, *UNSEEN} and not isinstance(field, AutocompleteField):
            texts.append(text)
    files = page.attached_files
    for code, text in readable_texts(files):
        tokens.add_text(text, get(code or language.code).vocabulary, Part.FILE)
    record = PageRecord(
        page_id=page.pk,
        translation_key=page.translation_key,
        language=language.code,
        kind=kind_of(type(page)),
        year=page.listing_year,
        date_rank=page.listing_rank,
        territories=" ".join(subjects.territories),
        themes=" ".join(subjects.themes),
        documents=" ".join(str(file.document_id) for file in files),
        title=page.title,
        summary=page.summary,
        text="\n".join(texts),
    )
    _add_marks(tokens, record)
    words = _known_words("\n".join([page.title, page.summary, *texts]), language.code)
    return Description(tokens, record, words)


def _add(tokens: Tokens, field, text: str, vocabulary: str) -> None:
    if isinstance(field, AutocompleteField):
        tokens.add_beginnings(text)
    else:
        tokens.add_text(text, vocabulary, PARTS.get(field.field_name, Part.TEXT))


def _add_marks(tokens: Tokens, record: PageRecord) -> None:
    """Let the facets be met inside the index."""
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
    for field in fields:
        if isinstance(field, FilterField):
            continue
        value = field.get_value(instance)
        if isinstance(field, RelatedFields):
            for related in _related(value):
                yield from _texts(related, field.fields)
        else:
            for text in _flat(value):
                yield field, text


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


def _known_words(text: str, language: str) -> tuple[KnownWord, ...]:
    """The different words of a text, each in the form in which it stands there first."""
    found = {}
    for word in find_words(text):
        folded = word.folded
        if folded not in found and len(folded) >= SHORTEST_KNOWN_WORD and folded.isalpha():
            form = text[word.start : word.end].lower()[:64]
            found[folded] = KnownWord(
                word=folded, language=language, form=form, head=folded[:2], tail=folded[-2:]
            )
    return tuple(found.values())
