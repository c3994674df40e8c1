"""Limits for the length of files and functions, and names that are too general."""

import ast

from .source_files import ROOT, files_ending, parsed, python_files, written_files

MAX_FILE_LENGTH = 300
MAX_FUNCTION_LENGTH = 40
TOO_GENERAL = {"utils", "util", "helpers", "helper", "common", "misc"}


def test_no_file_is_longer_than_300_lines():
    files = python_files() + files_ending(".css", ".html", ".js")
    lengths = {str(path): len((ROOT / path).read_text().splitlines()) for path in files}
    assert not {path: length for path, length in lengths.items() if length > MAX_FILE_LENGTH}


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
