"""The paragraphs and lists of a plain text."""

import re
from dataclasses import dataclass, field

_BULLET = re.compile(r"\s*[*-] +(?=\S)")


@dataclass
class MailTextPart:
    """A paragraph, or the items of a list; either is text that may have several lines."""

    paragraph: str = ""
    items: list[str] = field(default_factory=list)


def parts_of_text(text: str) -> list[MailTextPart]:
    """Divide a text where it has empty lines and bullets.

    A line that is indented belongs to the item before it. Items with empty lines between them are
    one list.
    """
    parts: list[MailTextPart] = []
    is_after_empty_line = True
    for line in text.splitlines():
        content = line.strip()
        last = parts[-1] if parts else MailTextPart()
        if bullet := _BULLET.match(line):
            if not last.items:
                parts.append(last := MailTextPart())
            last.items.append(line[bullet.end() :].rstrip())
        elif content and last.items and line.startswith("  ") and not is_after_empty_line:
            last.items[-1] += f"\n{content}"
        elif content and last.paragraph and not is_after_empty_line:
            last.paragraph += f"\n{content}"
        elif content:
            parts.append(MailTextPart(content))
        is_after_empty_line = not content
    return parts
