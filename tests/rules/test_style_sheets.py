"""Style sheets have one declaration a line, so that a change of one is a change of one line."""

import re

from .source_files import ROOT, files_ending

# What may contain the marks of a declaration without being one. Of a template, also its tags.
NO_CSS = re.compile(r"""/\*.*?\*/|"[^"\n]*"|'[^'\n]*'|url\([^)]*\)|{%.*?%}|{{.*?}}""", re.DOTALL)
SEVERAL_DECLARATIONS = re.compile(r";.*;|{[^\S\n]*\S")


def test_each_line_of_a_style_sheet_has_one_declaration_at_most():
    wrong = []
    for path in files_ending(".css"):
        css = NO_CSS.sub(lambda found: "\n" * found[0].count("\n"), (ROOT / path).read_text())
        lines = enumerate(css.splitlines(), 1)
        wrong += [f"{path}:{line}" for line, text in lines if SEVERAL_DECLARATIONS.search(text)]
    assert not wrong
