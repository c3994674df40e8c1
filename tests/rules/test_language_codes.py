"""Languages are defined in one table, and no file contains paths of a developer's machine."""

import ast
import re
from pathlib import Path

from core.languages import all_languages

from .source_files import ROOT, app_of, files_ending, parsed, python_files, written_files

CODES = {
    spelling
    for language in all_languages()
    for spelling in (language.code, language.tag, language.cldr, language.code.split("-")[0])
}
TABLE = Path("cms/settings/languages.py")
# Corrections of CLDR's data are keyed by language.
EXEMPT = {Path("core/dates.py"): "_INTERVAL_CORRECTIONS"}
ATTRIBUTE = re.compile(r"""\b(?:hreflang|lang)=["']?([A-Za-z-]+)""")
TAG = re.compile(r"{[{%].*?[%}]}", re.DOTALL)
QUOTED = re.compile(r"""(["'])(.*?)\1""")


def test_no_language_code_is_written_in_python():
    wrong = [
        f"{path}:{node.lineno} {node.value!r}"
        for path in python_files()
        if app_of(path) and path != TABLE
        for statement in parsed(path).body
        if not _is_exempt(path, statement)
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and node.value in CODES
    ]
    assert not wrong


def _is_exempt(path: Path, statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign) and EXEMPT.get(path) in [
        getattr(target, "id", "") for target in statement.targets
    ]


def test_no_language_code_is_written_in_a_template():
    wrong = []
    for path in files_ending(".html", ".xml", ".txt"):
        if app_of(path):
            text = (ROOT / path).read_text()
            found = set(ATTRIBUTE.findall(text))
            found |= {quoted[1] for tag in TAG.findall(text) for quoted in QUOTED.findall(tag)}
            wrong += [f"{path} {code!r}" for code in sorted(found & CODES)]
    assert not wrong


def test_no_template_asks_for_a_script():
    """What depends on the script of a language is an attribute of the language."""
    assert not [
        str(path) for path in files_ending(".html") if ".script ==" in (ROOT / path).read_text()
    ]


def test_no_file_contains_paths_of_a_developers_machine():
    # Split, so that this file passes its own test; URLs pass as well.
    forbidden = re.compile(r"(?<![\w.~-])/(?:wor" + r"k|tm" + r"p)/|session[ ]helpe" + r"r")
    wrong = []
    for path in written_files():
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        wrong += [f"{path} {found!r}" for found in set(forbidden.findall(text))]
    assert not wrong
