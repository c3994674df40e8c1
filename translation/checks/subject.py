"""What a check looks at: one segment, and what it has to know about its page."""

import re
from dataclasses import dataclass
from functools import cached_property

from core.languages import Language
from translation.choices import Origin
from translation.words.markup import plain
from translation.words.segments import Segment
from translation.words.termbase import FoundTerm, Termbase

# What a machine reads: neither words nor numbers.
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass
class Subject:
    """A segment with the language that it is translated into and the agreed terms."""

    segment: Segment
    language: Language
    termbase: Termbase

    @cached_property
    def source(self) -> str:
        return plain(self.segment.source)

    @cached_property
    def target(self) -> str:
        return plain(self.segment.target)

    @cached_property
    def source_words(self) -> str:
        """The source without addresses of pages and of e-mail."""
        return _ADDRESS.sub(" ", self.source)

    @cached_property
    def target_words(self) -> str:
        return _ADDRESS.sub(" ", self.target)

    @cached_property
    def terms(self) -> dict[str, FoundTerm]:
        """The agreed terms in the source, each once."""
        return {found.term: found for found in self.termbase.terms_in(self.source)}

    @property
    def is_kept(self) -> bool:
        return self.segment.origin == Origin.KEPT
