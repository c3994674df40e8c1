from dataclasses import dataclass

from editorial.checks.checked_page import PageText

MAX_EXCERPT = 90  # characters


@dataclass(frozen=True)
class ContentFinding:
    """What a check says, and the text that it is about, if it is about one."""

    message: str
    place: PageText | None = None

    @property
    def excerpt(self) -> str:
        text = " ".join(self.place.text.split()) if self.place else ""
        return text if len(text) <= MAX_EXCERPT else f"{text[:MAX_EXCERPT].rstrip()}…"

    @property
    def anchor(self) -> str:
        return self.place.anchor if self.place else ""
