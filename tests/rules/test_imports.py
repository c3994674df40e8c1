"""Which app may import which: ``cms`` all, ``core`` none, the content apps never one another."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .source_files import APPS, ROOT, app_of, files_ending, parsed, python_files

CONTENT_APPS = {"meetings", "declarations", "states", "news"}
MAY_IMPORT = {
    "cms": set(APPS),
    # It creates pages of every kind with their translations, and nothing needs it.
    "plone_import": {
        *("home", "meetings", "declarations", "translation"),
        *("links", "recycle_bin", "editorial", "worker", "core"),
    },
    "home": {"library", "open_data", "editorial", "core", *CONTENT_APPS},
    **{app: {"library", "open_data", "editorial", "core"} for app in CONTENT_APPS},
    "recycle_bin": {"core"},
    "search": {"core"},  # as translation, it uses pages through BasePage only
    "translation": {"worker", "core"},
    "links": {"core"},
    "library": {"core"},  # it gets documents through a hook
    "open_data": {"core"},
    "editorial": {"core"},
    "accounts": {"core"},
    "worker": set(),
    "page_cache": {"core"},
    "backup": {"core"},
    "audit": {"core"},
    "core": set(),
}
READY = ("apps.py", "ready")
LOADERS = {"import_module", "__import__", "import_string", "get_model"}


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of all imports, also inside functions and by dotted strings."""
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


def test_every_app_is_listed():
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


def test_no_relative_import_leaves_its_app():
    wrong = [
        f"{path}:{node.lineno}"
        for path in apps_python()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level >= len(path.parts)
    ]
    assert not wrong


def test_modules_of_the_project_are_imported_at_the_top_of_a_file():
    """Only an app's ``ready`` is exempt, since models cannot be imported before it."""
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


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the dotted names of our modules that a file imports."""
    package = [*path.parts[:-1]]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            for module in (f"{name}.{alias.name}" for alias in node.names if is_ours(name)):
                yield module if is_module(module) else name


def child_of(package: str, name: str) -> str | None:
    """Return the module or package directly below a package that is or has a module, if any."""
    if name == package:
        return f"{package}.__init__"
    length = package.count(".") + 2
    return ".".join(name.split(".")[:length]) if name.startswith(f"{package}.") else None


def imports_within(package: str) -> dict[str, set[str]]:
    """Return, for each module or package directly below a package, those of it that it imports."""
    graph: dict[str, set[str]] = {}
    for path in apps_python():
        if own := child_of(package, module_of(path)):
            imported = {child_of(package, name) for name in imported_modules(path)}
            graph.setdefault(own, set()).update(imported - {own, None})
    return graph


@pytest.mark.parametrize("package", sorted({".".join(path.parent.parts) for path in apps_python()}))
def test_the_parts_of_a_package_do_not_import_one_another_in_a_circle(package):
    graph = imports_within(package)
    # What imports nothing that is left can be in no circle: take it away until nothing changes.
    while leaves := {name for name, imported in graph.items() if not imported & graph.keys()}:
        graph = {name: imported for name, imported in graph.items() if name not in leaves}
    assert not {name: imported & graph.keys() for name, imported in graph.items()}


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


def test_every_mail_is_sent_by_the_core():
    """Otherwise it would have neither the emblem nor an alternative in HTML."""
    others = ("django.core.mail", "wagtail.admin.mail")
    wrong = [
        f"{path}:{line}"
        for path in apps_python()
        if path.parts[:2] != ("core", "mail") and "send_mail" in (ROOT / path).read_text()
        for line, name in imports(parsed(path))
        if name in others
    ]
    assert not wrong
