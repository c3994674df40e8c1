"""Design tokens (colours, type and space) of the style sheet, with the contrast of colours."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

from core.static_files import bundle_style_sheet

STYLE_SHEET = "css/site.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MEDIA = re.compile(r"@media ([^{]+)\{((?:[^{}]|\{[^{}]*\})*)\}")
DARK_MEDIA = "(prefers-color-scheme: dark)"
ROOT = re.compile(r":root \{(.*?)\}", re.DOTALL)
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
FOCUS = re.compile(r"^:focus-visible \{(.*?)\}", re.MULTILINE | re.DOTALL)
COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})\Z")

# Colours of text and backgrounds that occur together. WCAG 2.2 requires 4.5 (1.4.3).
COLOUR_PAIRS = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "mark"),
    ("ink", "warning-surface"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent-strong", "paper"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-hero", "hero"),
    ("ink", "band"),
    ("on-exit", "exit"),
    ("warning", "paper"),
    ("warning", "surface"),
    ("warning", "warning-surface"),
    ("paper", "warning"),
)
MIN_CONTRAST = 4.5


@dataclass(frozen=True)
class DesignToken:
    """A custom property of the style sheet; ``dark`` equals ``light`` unless it is overridden."""

    name: str
    light: str
    dark: str

    @property
    def is_colour(self) -> bool:
        return bool(COLOUR.match(self.light))


@dataclass(frozen=True)
class ColourPair:
    """A text colour on a background, with the contrast in the light and in the dark scheme."""

    colour: DesignToken
    background: DesignToken

    @property
    def light(self) -> float:
        return contrast(self.colour.light, self.background.light)

    @property
    def dark(self) -> float:
        return contrast(self.colour.dark, self.background.dark)


def style_sheet() -> str:
    """Return the style sheet of public pages, with its imports and without comments."""
    return COMMENT.sub(
        "", bundle_style_sheet(STYLE_SHEET, lambda name: Path(finders.find(name)).read_text())
    )


def all_tokens() -> list[DesignToken]:
    """Return all tokens in the order of the style sheet."""
    light = _values(MEDIA.sub("", style_sheet()))
    dark = _values(
        "".join(rules for media, rules in MEDIA.findall(style_sheet()) if DARK_MEDIA in media)
    )
    return [DesignToken(name, value, dark.get(name, value)) for name, value in light.items()]


def colour_pairs() -> list[ColourPair]:
    named = {token.name: token for token in all_tokens()}
    return [ColourPair(named[colour], named[background]) for colour, background in COLOUR_PAIRS]


def focus_declarations() -> str:
    """Return the declarations of ``:focus-visible``."""
    return FOCUS.search(style_sheet())[1].strip()


def _values(rules: str) -> dict[str, str]:
    return {name: value for block in ROOT.findall(rules) for name, value in TOKEN.findall(block)}


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, rounded down to one decimal."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return int(10 * (lighter + 0.05) / (darker + 0.05)) / 10


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (_linear(channel) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
