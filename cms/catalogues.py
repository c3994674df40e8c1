"""The catalogues of interface words: one per language, compiled without further tools.

``python -m cms.catalogues FILE.po …`` writes the ``.mo`` beside each file, as ``msgfmt`` would.
"""

import sys
from pathlib import Path

import polib


def compile_catalogue(path: Path) -> None:
    """Write the compiled catalogue beside ``path``; fuzzy entries are left out, as gettext does."""
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_catalogue(Path(name))
