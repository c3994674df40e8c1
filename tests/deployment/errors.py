"""Checks of the answers that nginx gives itself: their headers, and pages in every language."""

import signal

from core.languages import all_languages

from .headers import HEADERS
from .installation import WEB_PORTS, Installation
from .site_client import Answer, SiteClient

TOO_MANY = 100  # requests without a pause


def check_headers(answer: Answer, *, has_own_policy: bool = False) -> None:
    """Each header once, as in ``headers.conf``; some answers have a policy of their own."""
    for name, value in HEADERS.items():
        found = answer.headers.get_all(name, [])
        is_right = (
            found if has_own_policy and name == "Content-Security-Policy" else found == [value]
        )
        assert is_right, f"{answer.status}: {name}: {found}"
    assert answer.headers["Server"] == "nginx", answer.headers["Server"]


def check_page(answer: Answer, status: int) -> None:
    """An error page has its headers, and its text in every language."""
    assert answer.status == status, answer.status
    check_headers(answer)
    sections = answer.soup.select("section[lang]")
    assert [section["lang"] for section in sections] == [item.tag for item in all_languages()]
    assert len({section.h2.get_text() for section in sections}) > len(sections) / 2
    assert answer.headers["Cache-Control"] == "no-store"


def headers_of_every_answer(site: Installation) -> str:
    """Pages, files and errors have every header, once"""
    client = SiteClient(site)
    page = client.get("/en/checked/")
    paths = {
        "/en/checked/": 200,
        page.soup.select_one("main img")["src"]: 200,
        page.soup.select_one("link[rel=stylesheet]")["href"]: 200,
        "/static/nothing.css": 404,
        "/en/nothing/": 404,
        "/protected-media/images/": 404,
        "/errors/502.html": 404,
        "/en": 301,
        "/robots.txt": 200,
        "/en/feed.atom": 200,
        "/live": 200,
        "/admin/": 302,
        "/admin/login/": 200,
        # Longer than a buffer of nginx. It closes the connection of a client that is still sending.
        f"/{'x' * 9_000}": 414,
    }
    for path, status in paths.items():
        answer = client.get(path)
        assert answer.status == status, f"{path[:80]}: {answer.status}"
        check_headers(answer, has_own_policy=path.startswith(("/admin/", "/media/")))
    for method, status in (("TRACE", 405), ("GET nothing", 400)):
        answer = SiteClient(site).request(method, "/en/")
        assert answer.status == status, f"{method}: {answer.status}"
        check_headers(answer)
    return f"{len(paths) + 2} answers"


def static_files_are_kept(site: Installation) -> str:
    """Files with a hash are kept by browsers, and compressed ones are served"""
    client = SiteClient(site)
    path = client.get("/en/").soup.select_one("link[rel=stylesheet]")["href"]
    answer = client.get(path, **{"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert not client.get("/en/").headers["Content-Encoding"]
    return f"{len(answer.content)} bytes"


def too_large_an_upload(site: Installation) -> str:
    """413 with a page, as soon as nginx knows the size"""
    client = SiteClient(site)
    length = {"Content-Length": str(27 * 1024 * 1024)}
    check_page(client.request("POST", "/admin/documents/multiple/add/", **length), 413)
    return "27 MB refused"


def too_many_attempts(site: Installation) -> str:
    """429 with a page, for searches and for attempts to sign in; not for other pages"""
    counts = []
    for method, path in (("GET", "/en/search/?q=x"), ("POST", "/admin/login/")):
        client = SiteClient(site)
        answers = (client.request(method, path) for _ in range(TOO_MANY))
        count, refused = next(
            (count, answer) for count, answer in enumerate(answers) if answer.status == 429
        )
        check_page(refused, 429)
        counts.append(count)
    assert SiteClient(site).get("/admin/login/").status == 200
    assert SiteClient(site).get("/en/").status == 200
    return f"after {counts[0]} searches, {counts[1]} attempts"


def no_process(site: Installation) -> str:
    """504 and 502 with a page, if the web processes hang or are gone; then all is well again"""
    for port in WEB_PORTS:
        site.signal(port, signal.SIGSTOP)
    # Addresses that nginx has not answered yet.
    check_page(SiteClient(site).get("/en/?hung"), 504)
    for port in WEB_PORTS:
        site.kill(port)
    answer = SiteClient(site).get("/en/?gone")
    check_page(answer, 502)
    sheet = SiteClient(site).get(answer.soup.select_one("link[rel=stylesheet]")["href"])
    assert sheet.status == 200, "The style sheet of the page is missing."
    for port in WEB_PORTS:
        site.start_web(port)
    assert SiteClient(site).get("/en/").status == 200
    return "both"


ERROR_CHECKS = [
    headers_of_every_answer,
    static_files_are_kept,
    too_large_an_upload,
    too_many_attempts,
    no_process,
]
