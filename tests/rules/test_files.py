"""Limits for the length of files and functions, and names that are too general."""

import ast
import re
import warnings
from pathlib import Path

from .source_files import ROOT, files_ending, parsed, python_files, written_files

MAX_CODE_LINES = 300
# Above this, a file is named in a warning: whether it has two subjects is for a person to judge.
MANY_CODE_LINES = 270
MAX_FUNCTION_LENGTH = 40
COMMENTS = re.compile(r"/\*.*?\*/|<!--.*?-->|{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
TOO_GENERAL = {"utils", "util", "helpers", "helper", "common", "misc"}


def code_lines(path: Path) -> int:
    """Count the lines of a file that are neither blank nor comment nor docstring."""
    text = (ROOT / path).read_text()
    if path.suffix != ".py":
        return sum(bool(line.strip()) for line in COMMENTS.sub("", text).splitlines())
    documentation = {
        line
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node, clean=False) is not None
        for line in range(node.body[0].lineno, node.body[0].end_lineno + 1)
    }
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and number not in documentation
        for number, line in enumerate(text.splitlines(), start=1)
    )


def test_no_file_has_more_than_300_lines_of_code():
    files = python_files() + files_ending(".css", ".html", ".js")
    counts = {str(path): code_lines(path) for path in files}
    long = {path: count for path, count in counts.items() if count > MANY_CODE_LINES}
    if long:
        warnings.warn(f"Long files; does any of them have two subjects? {long}", stacklevel=1)
    assert not {path: count for path, count in long.items() if count > MAX_CODE_LINES}


def test_no_function_is_longer_than_40_lines():
    lengths = {
        f"{path}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert not {name: length for name, length in lengths.items() if length > MAX_FUNCTION_LENGTH}


def test_no_file_or_folder_has_a_name_that_is_too_general():
    assert not [
        str(path)
        for path in written_files()
        if TOO_GENERAL & {path.stem.strip("_").lower(), *(part.lower() for part in path.parts)}
    ]
