"""Replacement of words in target texts, outside their inline tags."""

import dataclasses
import re
from dataclasses import dataclass
from functools import cached_property

from translation.segments.markup import TEXT, parse_markup, serialise_markup


@dataclass(frozen=True)
class TextReplacement:
    """What to find in a text, and what to put in its place.

    It finds words that no inline tag divides, and puts in plain text: tags, and with them links,
    stay where they are. Unless ``match_case``, an initial capital in the text is kept.
    ``whole_words``: letters or digits before or after what is found are no match.
    """

    find: str
    replacement: str
    match_case: bool = False
    whole_words: bool = False

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        pattern = re.escape(self.find)
        if self.whole_words:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        return re.compile(pattern, 0 if self.match_case else re.IGNORECASE)

    def apply(self, text: str) -> str:
        """Return a segment, HTML with inline tags, after the replacement."""
        return serialise_markup(
            dataclasses.replace(token, text=self._pattern.sub(self._in_its_place, token.text))
            if token.kind == TEXT
            else token
            for token in parse_markup(text)
        )

    def _in_its_place(self, found: re.Match[str]) -> str:
        has_capital = found.group()[0].isupper() and not self.find[0].isupper()
        if has_capital and not self.match_case:
            return self.replacement[:1].upper() + self.replacement[1:]
        return self.replacement
