"""The argument of the checks: one segment, its language and the glossary."""

import re
from dataclasses import dataclass
from functools import cached_property

from core.languages import Language
from translation.choices import TranslationOrigin
from translation.segments.glossary_lookup import GlossaryLookup, GlossaryMatch
from translation.segments.markup import plain_text
from translation.segments.text import TranslationSegment

# URLs and e-mail addresses contain neither words nor numbers to compare.
_URL_OR_EMAIL = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass
class CheckedSegment:
    """A segment with its target language and the glossary of that language."""

    segment: TranslationSegment
    language: Language
    glossary: GlossaryLookup

    @cached_property
    def source(self) -> str:
        return plain_text(self.segment.source)

    @cached_property
    def target(self) -> str:
        return plain_text(self.segment.target)

    @cached_property
    def source_words(self) -> str:
        """The source text without URLs and e-mail addresses."""
        return _URL_OR_EMAIL.sub(" ", self.source)

    @cached_property
    def target_words(self) -> str:
        return _URL_OR_EMAIL.sub(" ", self.target)

    @cached_property
    def terms(self) -> dict[str, GlossaryMatch]:
        """The glossary terms in the source text, each once."""
        return {found.term: found for found in self.glossary.terms_in(self.source)}

    @property
    def is_kept(self) -> bool:
        return self.segment.origin == TranslationOrigin.KEPT
