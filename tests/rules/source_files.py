"""The files of the site itself: everything in the repository that people wrote."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("cms", "home", "meetings", "declarations", "states", "search", "translation", "core")


@cache
def written_files() -> tuple[Path, ...]:
    """Every file, relative to the root, without hidden folders, caches and data of a running site.

    Not asked of git: the rules hold in a released archive, too.
    """
    kept = []
    for path in ROOT.rglob("*"):
        path = path.relative_to(ROOT)
        hidden = path.parts[0].startswith(".") and path.parts[0] not in (".ci", ".gitignore")
        generated = path.parts[0] == "var" or "__pycache__" in path.parts or path.suffix == ".mo"
        # While words are extracted, each template has a copy beside it, such as ``base.html.py``.
        generated = generated or (path.suffix == ".py" and len(path.suffixes) > 1)
        if not (hidden or generated) and (ROOT / path).is_file():
            kept.append(path)
    return tuple(sorted(kept))


def files_ending(*suffixes: str) -> list[Path]:
    return [path for path in written_files() if path.suffix in suffixes]


def python_files() -> list[Path]:
    """Python that people wrote: all of it but the migrations, which are generated."""
    return [path for path in files_ending(".py") if "migrations" not in path.parts]


def app_of(path: Path) -> str | None:
    """The app a file belongs to."""
    return path.parts[0] if path.parts[0] in APPS else None


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), str(path))
