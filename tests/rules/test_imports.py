"""Who may know whom: the roof everyone, the floor nobody, the rooms never one another."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .source_files import APPS, ROOT, app_of, files_ending, parsed, python_files

ROOMS = {"meetings", "declarations", "states"}
MAY_IMPORT = {
    "cms": set(APPS),  # the roof
    "home": {"core", *ROOMS},  # the front door
    **{room: {"core"} for room in ROOMS},
    "search": {"core"},  # the workshops meet pages through BasePage only
    "translation": {"core"},
    "core": set(),  # the floor
}
READY = ("apps.py", "ready")
LOADERS = {"import_module", "__import__", "import_string", "get_model"}


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of all that is imported, also inside functions and by a loader's string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in LOADERS:
                yield node.lineno, str(node.args[0].value)


def is_ours(name: str) -> bool:
    return name.partition(".")[0] in APPS


def apps_python() -> list[Path]:
    return [path for path in python_files() if app_of(path)]


def test_there_is_no_app_that_the_plan_does_not_know():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= {*APPS, "tests"}


def test_every_app_imports_only_those_below_it():
    wrong = [
        f"{path}:{line} imports {name}"
        for path in apps_python()
        for line, name in imports(parsed(path))
        if is_ours(name) and name.partition(".")[0] not in {app_of(path), *MAY_IMPORT[app_of(path)]}
    ]
    assert not wrong


def test_no_relative_import_climbs_out_of_its_app():
    wrong = [
        f"{path}:{node.lineno}"
        for path in apps_python()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level >= len(path.parts)
    ]
    assert not wrong


def test_our_own_modules_are_imported_at_the_top_of_a_file():
    """Only an app's ``ready`` may wait: before it, no model can be imported."""
    wrong = [
        f"{path}:{inner.lineno}"
        for path in apps_python()
        for function in ast.walk(parsed(path))
        if isinstance(function, ast.FunctionDef) and (path.name, function.name) != READY
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        and (getattr(inner, "level", 0) or any(is_ours(name) for _, name in imports(inner)))
    ]
    assert not wrong


def test_no_import_is_for_type_checkers_only():
    assert not [str(path) for path in apps_python() if "TYPE_CHECKING" in (ROOT / path).read_text()]


def test_templates_include_only_what_their_app_may_import():
    wrong = []
    for path in files_ending(".html"):
        app = app_of(path)
        for name in re.findall(
            r"""{%\s*(?:include|extends)\s+["'](\w+)/""", (ROOT / path).read_text()
        ):
            if app and name in APPS and name not in {app, "core", *MAY_IMPORT[app]}:
                wrong.append(f"{path} includes {name}/…")
    assert not wrong
