"""Every kind of public page, and functions that open it in a test."""

from playwright.sync_api import Page

# One page of each kind: its path below the language code.
PATHS = {
    "home": "",
    "meeting index": "meetings/",
    "meeting": "meetings/2015-stockholm/",
    "declaration index": "declarations/",
    "declaration": "declarations/2012-joint-declaration/",
    "languages side by side": "declarations/2012-joint-declaration/?with={other}",
    "history": "history/",
    "news": "news/",
    "piece of news": "news/strategy-2025-2029-endorsed/",
    "glossary": "glossary/",
    "term of the glossary": "glossary/6/",
    "state index": "states/",
    "state": "states/kosovo/",
    "plain page": "privacy/",
    "page with an easy version": "about/",
    "page in easy language": "about/easy/",
    "safety": "safety/",
    "accessibility statement": "accessibility/",
    "themes": "themes/",
    "data": "data/",
    "document library": "library/",
    "theme": "themes/protection/",
    "pictures of the work": "meetings/?view=pictures",
    "search": "search/?q=Brdo",
    "404": "nowhere/",
}
# Pages without the layout of the others.
STANDALONE_PATHS = {
    "contacts": "contacts-by-country/",
    "contacts of a state": "contacts-by-country/?state=XK",
    "help in easy language": "contacts-by-country-easy/",
}
# Every outcome of a search besides plain results; the same in every language.
SEARCHES = {
    "no question": "",
    "signs alone": "?q=%3F%3F%3F",
    "nothing found": "?q=xyzzyqwv",
    "results in other languages": "?q=Landeskriminalamt+trafficking",
    "a mistyped word": "?q=traficking+Stockhlm",
    "some of the words": "?q=Brdo+xyzzyqwv",
    "narrowed": "?q=Brdo&kind=meeting&state=SI&order=date",
    "narrowed too much": "?q=Brdo&kind=meeting&year=1999&theme=protection",
    "what makes no sense": "?q=Brdo&kind=picnic&year=1&page=99",
    "a long question": "?q=" + "Donaudampfschifffahrtsgesellschaft" * 3 + "+Brdo" * 40,
}
LANGUAGE_LIST = "list of languages"
KINDS = [*PATHS, *STANDALONE_PATHS, LANGUAGE_LIST]
# The header of a browser that accepts none of the site's languages: / responds with a list of them.
UNSUPPORTED_LANGUAGE = {"Accept-Language": "fi"}


def path_of(kind: str, code: str) -> str:
    """Return the path of the page of this kind in this language."""
    if kind == LANGUAGE_LIST:
        return "/"
    path = (PATHS | STANDALONE_PATHS)[kind].format(other="sq" if code != "sq" else "en")
    return f"/{code}/{path}"


def visit(page: Page, kind: str, code: str) -> None:
    """Open the page of this kind; fail if the server answers with another page or status."""
    page.set_extra_http_headers(UNSUPPORTED_LANGUAGE if kind == LANGUAGE_LIST else {})
    path = path_of(kind, code)
    response = page.goto(path)
    assert response.status == (404 if kind == "404" else 200), path
    assert page.url.endswith(path), f"{path} led to {page.url}"


def unfold(page: Page) -> None:
    """Expand every disclosure in the main content."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
