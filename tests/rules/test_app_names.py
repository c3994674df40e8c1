"""No app refers to an app that it may not import, in code, templates or texts.

The words "home", "search", "states" and "translation" also have a general meaning. So the rule
checks the names of views, templates and classes, and the words that have no general meaning here.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from .source_files import APPS, ROOT, app_of, files_ending, parsed, python_files
from .test_imports import MAY_IMPORT

LOWER_APPS = ("core", "open_data")
URL_TAG = re.compile(r"""{%\s*url\s+["']([\w:]+)["']""")
TEMPLATE_NAME = re.compile(rf"({'|'.join(APPS)})/[\w/]+\.(?:html|txt)")
URL_FUNCTIONS = {"reverse", "reverse_in_language", "NonPageRoute"}
OWN_WORDS = re.compile(
    r"meetings?|declarations?|help.?lines?|promotions?|glossary|release sets?", re.IGNORECASE
)
# Names that Django and Wagtail prescribe for classes.
PRESCRIBED = {"BoundPanel", "Command", "Media", "Meta"}
# Where such a word is meant in general: stored values and texts that editors read.
GENERAL = {
    ("core/blocks/files.py", "declaration"),  # the kind of a file
    ("core/blocks/picture.py", "meetings"),
}


def files_of(app: str, *suffixes: str) -> list[Path]:
    migrations = Path(app, "migrations")
    return [
        path
        for path in files_ending(*suffixes)
        if app_of(path) == app and migrations not in path.parents
    ]


def views_by_url_name(patterns: list, namespace: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name of each URL pattern, and the app of its view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from views_by_url_name(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", pattern.callback.__module__.partition(".")[0]


@cache
def apps_by_url_name() -> dict[str, str]:
    return dict(views_by_url_name(get_resolver().url_patterns))


def used_url_names(app: str) -> Iterator[tuple[Path, str]]:
    for path in files_of(app, ".html"):
        yield from ((path, name) for name in URL_TAG.findall((ROOT / path).read_text()))
    for path in files_of(app, ".py"):
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in URL_FUNCTIONS
                and isinstance(node.args[0], ast.Constant)
            ):
                yield path, node.args[0].value


@pytest.mark.parametrize("app", APPS)
def test_an_app_links_to_views_of_itself_and_of_apps_that_it_may_import(app):
    apps = apps_by_url_name()
    assert (apps["contacts"], apps["translation:board"]) == ("states", "translation")
    allowed = {app, *MAY_IMPORT[app]}
    wrong = [
        f"{path}: {name}"
        for path, name in used_url_names(app)
        if apps.get(name) in set(APPS) - allowed
    ]
    assert not wrong


@pytest.mark.parametrize("app", APPS)
def test_an_app_names_templates_of_itself_and_of_apps_that_it_may_import(app):
    allowed = {app, *MAY_IMPORT[app]}
    wrong = [
        f"{path}: {found[0]}"
        for path in files_of(app, ".py", ".html")
        for found in TEMPLATE_NAME.finditer((ROOT / path).read_text())
        if found[1] not in allowed and not found[0].startswith(f"{found[1]}/templates")
    ]
    assert not wrong


@pytest.mark.parametrize("app", LOWER_APPS)
def test_a_lower_app_names_no_class_of_an_app_above_it(app):
    above = set(APPS) - {app, *MAY_IMPORT[app]}
    classes = {
        node.name
        for path in python_files()
        if app_of(path) in above
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
    } - PRESCRIBED
    wrong = [
        f"{path}: {word}"
        for path in files_of(app, ".py", ".html")
        for word in sorted(classes.intersection(re.findall(r"\w+", (ROOT / path).read_text())))
    ]
    assert not wrong


@pytest.mark.parametrize("app", LOWER_APPS)
def test_a_lower_app_uses_no_word_that_belongs_to_an_app_above_it(app):
    wrong = [
        f"{path}: {word}"
        for path in files_of(app, ".py", ".html", ".typ")
        for word in OWN_WORDS.findall((ROOT / path).read_text())
        if (str(path), word.lower()) not in GENERAL
    ]
    assert not wrong


@pytest.mark.parametrize("app", [app for app in APPS if app != "cms"])
def test_the_name_of_the_site_is_in_the_settings_alone(app):
    names = (settings.WAGTAIL_SITE_NAME, str(settings.SITE_LONG_NAME))
    assert not [
        str(path)
        for path in files_of(app, ".py", ".html", ".typ")
        if any(name in (ROOT / path).read_text() for name in names)
    ]
