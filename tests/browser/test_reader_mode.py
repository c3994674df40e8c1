"""Pages in the reader mode of Firefox: their text, without navigation, forms and notes."""

import pytest

from tests.services.readability import readability

from .pages import visit

# Pages that are texts to be read; the other kinds are lists, forms and overviews.
TEXTS = [
    "meeting",
    "declaration",
    "languages side by side",
    "history",
    "state",
    "plain page",
    "safety",
    "themes",
    "theme",
]
# What is wrong with a page in reader mode: with its title, its text and the marked languages in it.
# Citations, dates of a check and column headers are not part of the text.
IN_READER_MODE = """() => {
    const dense = text => text.replace(/\\s+/g, "");
    const pieces = "main p, main li, main dd, main blockquote";
    const around = "nav, form, aside, details.parallel-form, .no-print, .sources, .parallel__heads";
    const said = [...document.querySelectorAll(pieces)].filter(piece =>
        !piece.closest(around) && !piece.querySelector("p, li, dl") && dense(piece.textContent));
    const heading = dense(document.querySelector("h1").textContent).replace("*", "");
    const found = new Readability(document.cloneNode(true)).parse();
    if (!found) return ["everything"];
    const shown = new DOMParser().parseFromString(found.content, "text/html").body;
    const kept = dense(shown.textContent), tags = new Set();
    for (const part of shown.querySelectorAll("[lang]")) tags.add(part.lang);
    const wrong = said.map(piece => dense(piece.textContent)).filter(text => !kept.includes(text));
    if (!dense(found.title).startsWith(heading)) wrong.push(`title ${found.title}`);
    if (found.lang !== document.documentElement.lang) wrong.push(`language ${found.lang}`);
    for (const piece of said) {
        const {lang} = piece.closest("[lang]");
        if (lang !== found.lang && !tags.has(lang)) wrong.push(`unmarked ${lang}`);
    }
    const surplus = [...document.querySelectorAll("nav, main form, main aside .citation")];
    for (const text of surplus.map(one => dense(one.textContent)))
        if (kept.includes(text)) wrong.push(`surplus ${text}`);
    return wrong.map(text => text.slice(0, 120));
}"""


@pytest.mark.parametrize("code", ["en", "mk", "sr-latn"])
def test_reader_mode_keeps_title_text_and_languages_alone(reader, code):
    page = reader(bypass_csp=True)
    wrong = {}
    for kind in TEXTS:
        visit(page, kind, code)
        page.add_script_tag(path=readability())
        wrong[kind] = page.evaluate(IN_READER_MODE)
    assert not {kind: found[:4] for kind, found in wrong.items() if found}
