"""The argument of the checks: one segment, its language and the glossary."""

import re
from dataclasses import dataclass
from functools import cached_property

from core.languages import Language
from translation.choices import Origin
from translation.words.markup import plain
from translation.words.segments import Segment
from translation.words.termbase import FoundTerm, Termbase

# URLs and e-mail addresses contain neither words nor numbers to compare.
_URL_OR_EMAIL = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass
class Subject:
    """A segment with its target language and the glossary of that language."""

    segment: Segment
    language: Language
    glossary: Termbase

    @cached_property
    def source(self) -> str:
        return plain(self.segment.source)

    @cached_property
    def target(self) -> str:
        return plain(self.segment.target)

    @cached_property
    def source_words(self) -> str:
        """The source text without URLs and e-mail addresses."""
        return _URL_OR_EMAIL.sub(" ", self.source)

    @cached_property
    def target_words(self) -> str:
        return _URL_OR_EMAIL.sub(" ", self.target)

    @cached_property
    def terms(self) -> dict[str, FoundTerm]:
        """The glossary terms in the source text, each once."""
        return {found.term: found for found in self.glossary.terms_in(self.source)}

    @property
    def is_kept(self) -> bool:
        return self.segment.origin == Origin.KEPT
