"""The modules of Wagtail that the site keeps out of memory are still where they were."""

import ast
import sys
from pathlib import Path

import pytest
import wagtail

from cms.wagtail_internals import REPLACED_MODULES

each_module = pytest.mark.parametrize("name", REPLACED_MODULES)


def names_of(module: str) -> set[str]:
    """Return what a module of Wagtail defines or imports, from its source."""
    path = Path(wagtail.__file__).parent.joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    names = set()
    for statement in ast.parse(file.read_text()).body:
        if isinstance(statement, ast.FunctionDef):
            names.add(statement.name)
        elif isinstance(statement, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in statement.names}
        elif isinstance(statement, ast.Assign):
            names |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
    return names


@each_module
def test_wagtail_still_has_what_is_replaced(name):
    assert names_of(name) >= set(REPLACED_MODULES[name])


@each_module
def test_the_replacement_is_in_its_place(name):
    assert vars(sys.modules[name]).items() >= REPLACED_MODULES[name].items()
    assert not hasattr(sys.modules[name], "__file__")
