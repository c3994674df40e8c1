"""The files of the project: all files in the repository that are not generated."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = (
    "cms",
    "plone_import",
    "home",
    "meetings",
    "declarations",
    "states",
    "news",
    "recycle_bin",
    "search",
    "translation",
    "links",
    "library",
    "open_data",
    "editorial",
    "accounts",
    "worker",
    "page_cache",
    "backup",
    "audit",
    "core",
)


@cache
def written_files() -> tuple[Path, ...]:
    """Return all files, relative to the root, without hidden folders, caches and data of a site.

    It does not use Git, since the rules also apply to a released archive.
    """
    files = []
    for path in ROOT.rglob("*"):
        path = path.relative_to(ROOT)
        hidden = path.parts[0].startswith(".") and path.parts[0] not in (".ci", ".gitignore")
        generated = path.parts[0] == "var" or "__pycache__" in path.parts or path.suffix == ".mo"
        # While makemessages runs, each template has a copy beside it, such as ``base.html.py``.
        generated = generated or (path.suffix == ".py" and len(path.suffixes) > 1)
        if not (hidden or generated) and (ROOT / path).is_file():
            files.append(path)
    return tuple(sorted(files))


def files_ending(*suffixes: str) -> list[Path]:
    return [path for path in written_files() if path.suffix in suffixes]


def python_files() -> list[Path]:
    """Return all Python files but the migrations, which are generated."""
    return [path for path in files_ending(".py") if "migrations" not in path.parts]


def app_of(path: Path) -> str | None:
    """Return the app that contains a file, if any."""
    return path.parts[0] if path.parts[0] in APPS else None


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), str(path))
