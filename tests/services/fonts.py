"""The fonts of a browser under test: those of one operating system, and no others.

The width of a text depends on the font, and machines have different fonts. So each browser is
started with its own configuration of fontconfig (``FONTCONFIG_FILE``). The only folder of that
configuration contains links to the fonts of one :class:`FontSet`. Every other family that a style
sheet names is replaced by a family of the font set.
"""

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
SUFFIXES = (".ttf", ".otf")
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <match target="pattern">
    <edit name="hintstyle" mode="append"><const>hintslight</const></edit>
  </match>
  {families}
</fontconfig>
"""
# A generic family is replaced. The sans-serif family also replaces every family that is missing.
GENERIC_FAMILY = """<match target="pattern">
    <test name="family"><string>{generic}</string></test>
    <edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>
  </match>
  """
DEFAULT_FAMILY = """<match target="pattern">
    <edit name="family" mode="append_last"><string>{family}</string></edit>
  </match>"""


@dataclass(frozen=True)
class FontFamily:
    """A font family, its files by their names without suffix, and their Debian package."""

    name: str
    package: str
    files: tuple[str, ...]

    def paths(self) -> list[Path]:
        """Return the paths of those of the files that are installed."""
        found = {
            path.stem: path
            for folder in FOLDERS
            for path in folder.rglob("*")
            if path.suffix in SUFFIXES and path.stem in self.files
        }
        return list(found.values())

    def is_installed(self) -> bool:
        return len(self.paths()) == len(self.files)


@dataclass(frozen=True)
class FontSet:
    """The fonts of an operating system: one family for each generic family of CSS."""

    sans_serif: FontFamily
    serif: FontFamily
    monospace: FontFamily

    @property
    def families(self) -> tuple[FontFamily, ...]:
        return self.sans_serif, self.serif, self.monospace

    def configuration(self, folder: Path) -> Path:
        """Write a configuration of fontconfig with these fonts to ``folder``; return its path."""
        folder.mkdir()
        for family in self.families:
            for path in family.paths():
                (folder / path.name).symlink_to(path)
        generic = {"serif": self.serif, "monospace": self.monospace}
        families = "".join(
            GENERIC_FAMILY.format(generic=name, family=escape(family.name))
            for name, family in generic.items()
        )
        families += DEFAULT_FAMILY.format(family=escape(self.sans_serif.name))
        file = folder / "fonts.conf"
        file.write_text(CONFIGURATION.format(folder=escape(str(folder)), families=families))
        return file


def _dejavu(name: str, stem: str) -> FontFamily:
    return FontFamily(name, "fonts-dejavu-core", (stem, f"{stem}-Bold"))


def _liberation(name: str, stem: str, package: str = "fonts-liberation") -> FontFamily:
    styles = ("Regular", "Bold", "Italic", "BoldItalic")
    return FontFamily(name, package, tuple(f"{stem}-{style}" for style in styles))


# The widest and the narrowest fonts of common systems that Debian packages with both scripts.
FONT_SETS = {
    "wide": FontSet(
        _dejavu("DejaVu Sans", "DejaVuSans"),
        _dejavu("DejaVu Serif", "DejaVuSerif"),
        _dejavu("DejaVu Sans Mono", "DejaVuSansMono"),
    ),
    "narrow": FontSet(
        _liberation(
            "Liberation Sans Narrow", "LiberationSansNarrow", "fonts-liberation-sans-narrow"
        ),
        _liberation("Liberation Serif", "LiberationSerif"),
        _liberation("Liberation Mono", "LiberationMono"),
    ),
}


def font_families() -> tuple[FontFamily, ...]:
    """Return every family that the tests need."""
    return tuple(family for font_set in FONT_SETS.values() for family in font_set.families)
