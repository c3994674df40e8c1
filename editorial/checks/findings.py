from dataclasses import dataclass

from editorial.checks.checked_page import PageText

BEFORE, EXCERPT = 40, 100  # characters


@dataclass(frozen=True)
class ContentFinding:
    """What a check says, and the text or the field that it is about, if it is about one.

    ``position`` is where in the text it was found.
    """

    message: str
    place: PageText | None = None
    position: int = 0
    field: str = ""

    @property
    def excerpt(self) -> str:
        """The words around what was found."""
        if not self.place:
            return ""
        start = max(self.position - BEFORE, 0)
        start = self.place.text.rfind(" ", 0, start + 1) + 1 if start else 0
        shown = self.place.text[start : start + EXCERPT]
        before = "…" if start else ""
        after = "…" if start + EXCERPT < len(self.place.text) else ""
        return before + " ".join(shown.split()) + after

    @property
    def anchor(self) -> str:
        if self.place:
            return self.place.anchor
        return f"id_{self.field}-label" if self.field else ""
