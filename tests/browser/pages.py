"""The kinds of pages a reader can meet, and the words they read there."""

from playwright.sync_api import Page

# One address of each kind, below the address of the language.
PATHS = {
    "home": "",
    "meeting index": "meetings/",
    "meeting": "meetings/2015-stockholm/",
    "declaration index": "declarations/",
    "declaration": "declarations/2012-joint-declaration/",
    "languages side by side": "declarations/2012-joint-declaration/?with={other}",
    "history": "history/",
    "state index": "states/",
    "state": "states/kosovo/",
    "plain page": "privacy/",
    "safety": "safety/",
    "accessibility statement": "accessibility/",
    "themes": "themes/",
    "data": "data/",
    "theme": "themes/protection/",
    "pictures of the work": "meetings/?view=pictures",
    "search": "search/?q=Brdo",
    "404": "nowhere/",
}
# Pages without the frame.
ALONE = {
    "contacts": "contacts-by-country/",
    "contacts of a state": "contacts-by-country/?state=XK",
}
# What a search can lead to, besides plain results; each the same in every language.
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
ENTRANCE = "entrance"
KINDS = [*PATHS, *ALONE, ENTRANCE]
# What a browser sends whose reader knows none of the site's languages; makes the entrance show.
NO_LANGUAGE_OF_OURS = {"Accept-Language": "fi"}


def address(kind: str, code: str) -> str:
    if kind == ENTRANCE:
        return "/"
    path = (PATHS | ALONE)[kind].format(other="sq" if code != "sq" else "en")
    return f"/{code}/{path}"


def visit(page: Page, kind: str, code: str) -> None:
    """Open a page of this kind and make sure that it is the page that was meant."""
    page.set_extra_http_headers(NO_LANGUAGE_OF_OURS if kind == ENTRANCE else {})
    path = address(kind, code)
    response = page.goto(path)
    assert response.status == (404 if kind == "404" else 200), path
    assert page.url.endswith(path), f"{path} led to {page.url}"


def unfold(page: Page) -> None:
    """Open everything in the text that a reader can open."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
