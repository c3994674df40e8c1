"""All environment variables are in one table, which the README contains."""

import ast

from cms.environment import VARIABLES

from .source_files import ROOT, app_of, parsed, python_files

# Two entry points also set the default settings module.
READERS = {"cms/environment.py", "cms/wsgi.py", "cms/catalogues.py"}


def table() -> str:
    """Return the table in Markdown."""
    rows = [
        f"| `{variable.name}` | {f'`{variable.default}`' if variable.default else ''} | "
        f"{variable.purpose} |"
        for variable in VARIABLES
    ]
    return "\n".join(["| Variable | Default | Purpose |", "| --- | --- | --- |", *rows])


def test_the_readme_shows_every_variable_with_its_default_and_purpose():
    readme = (ROOT / "README.md").read_text()
    assert table() in readme, f"README.md should contain:\n\n{table()}\n"


def test_only_one_module_reads_the_environment():
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files()
        if app_of(path) and str(path) not in READERS
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert not wrong
