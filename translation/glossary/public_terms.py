"""The public terms as readers see them: without notes, proposals and forbidden forms."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, pgettext_lazy

from core.content_cache import cached_for_content
from core.language_texts import LanguageText, text_for
from core.languages import Language, active_language, all_languages, reader_first
from core.non_page_routes import NonPageRoute
from core.sorting import alphabetical
from translation.models.glossary import GlossaryTerm

GLOSSARY_ROUTE = NonPageRoute(
    "glossary",
    title=gettext_lazy("Glossary"),
    search_words=pgettext_lazy(
        "words of a search, separated by commas", "terms, words, definitions, abbreviations"
    ),
)


@dataclass(frozen=True)
class TermForReader:
    """A term in one language. Name and definition may each be those of a fallback."""

    number: int
    name: LanguageText
    definition: LanguageText | None

    @classmethod
    def of(cls, term: GlossaryTerm, language: Language) -> "TermForReader":
        definition = text_for(term.definition_texts, language)
        return cls(term.pk, text_for(term.names, language), definition)


def public_terms() -> dict[int, GlossaryTerm]:
    """Return the public terms by their numbers, which are the same objects each time."""
    return cached_for_content(
        "public terms", lambda: {term.pk: term for term in GlossaryTerm.objects.for_readers()}
    )


def terms_for_reader() -> list[TermForReader]:
    """Return the public terms by their names in the reader's language."""
    language = active_language()
    terms = [TermForReader.of(term, language) for term in public_terms().values()]
    return alphabetical(terms, language, name=lambda term: term.name.text)


def term_languages(term: GlossaryTerm) -> Iterator[tuple[Language, TermForReader]]:
    """Yield the languages that have a name for the term of their own, the reader's first."""
    for language in reader_first(all_languages(), language=lambda item: item):
        found = TermForReader.of(term, language)
        if found.name.text_language == language:
            yield language, found


def term_route(term: GlossaryTerm) -> NonPageRoute:
    languages = {language for language, _found in term_languages(term)}
    return NonPageRoute(
        "glossary_term",
        (str(term.pk),),
        tuple(language for language in all_languages() if language in languages),
        title=str(text_for(term.names, active_language())),
    )


def glossary_routes() -> list[NonPageRoute]:
    """Return the routes of the glossary and of its terms; none, while no term is public."""
    terms = public_terms().values()
    return [GLOSSARY_ROUTE, *map(term_route, terms)] if terms else []
