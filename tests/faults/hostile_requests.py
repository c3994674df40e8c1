"""Requests that nobody sends in good faith: every address, with values that fit nowhere."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.addresses import addresses

HUGE = str(10**40)
TEXTS = [
    "", " ", "x", "1", "0", "-1", HUGE, "1e309", "NaN", "a\0b", "\ud83d", "%00", "%C3%28", "%F0%9F",
    "../../etc/passwd", "..%2f..%2fetc", "'", "\"><script>", "{{7*7}}", "$(id)", "x" * 5000, "ж",
    "مرحبا", "\u202e", "\u0000", "null", "[]", "{}", "[[]]", "true", "9999-99-99", "0000-00-00",
    "2021-02-30", "en", "xx", "sr-Latn", "javascript:alert(1)", "//example.org",
    "a,b", "a;b", "\r\n",
]  # fmt: skip
LANGUAGES = ["en", "mk", "sr-latn", "xx", "", "EN", "en%00"]
PARAMETERS = [
    "q", "p", "page", "per-page", "year", "kind", "language", "state", "theme", "place", "next",
    "fields", "limit", "offset", "order", "search", "type", "child_of", "locale", "with",
    "ordering",
    "is_mobile", "mode", "in_preview_panel", "revision", "results", "content_type", "object_id",
    "collection_id", "export", "id", "date_from", "timestamp_from", "user", "title",
]  # fmt: skip
HEADERS = {
    "Accept-Language": ["*", "xx", "en;q=x", "," * 500, "mk" * 4000, "\xff"],
    "Accept": ["*/*", "application/json", "x" * 5000, ";;;"],
    "Accept-Encoding": ["br;q=x", "zstd", "*", "gzip;q=2"],
    "If-None-Match": ['"', "*", '"x", W/', "\xff"],
    "If-Modified-Since": ["yesterday", "Mon, 99 Foo 0000", "Thu, 01 Jan 99999 00:00:00 GMT"],
    "Range": ["bytes=-", "bytes=5-1", "bytes=0-99999999999999999999", "x"],
    "Referer": ["\xff", "javascript:x", "http://[", "https://example.org/\0"],
    "Cookie": ["sessionid=\xff", "csrftoken=", "sessionid=" + "x" * 4000, "=;=;", 'messages="'],
    "X-Forwarded-For": ["", "x", "1.2.3.4, \xff", "::1", "," * 100],
    "X-Requested-With": ["XMLHttpRequest"],
}
METHODS = ["GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"]
CONTENT_TYPES = [
    "application/x-www-form-urlencoded", "application/json", "multipart/form-data",
    "multipart/form-data; boundary=x", "text/plain; charset=nonsense", "application/xml", "",
]  # fmt: skip
BODIES = [b"", b"x", b"a=%00", b"{", b"[]", b"null", b"\xff\xfe", b"--x\r\n\r\n", b"a=1&" * 3000]

# Wagtail's own address for operators who try how a failure is reported.
FAILING_ON_PURPOSE = {"/admin/failwhale/"}


@dataclass(frozen=True)
class HostileRequest:
    method: str
    path: str
    query: str
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: bytes = b""


def hostile_requests(seed: int, known_values: dict[str, list[str]]) -> Iterator[HostileRequest]:
    """Yield requests for ever; the same for the same seed.

    ``known_values`` has values of arguments that exist, by the name of the argument.
    """
    chance = random.Random(seed)
    paths = sorted({path for _name, path in addresses()} - FAILING_ON_PURPOSE)
    while True:
        method = chance.choice(METHODS)
        writes = method not in ("GET", "HEAD", "OPTIONS")
        yield HostileRequest(
            method,
            _filled(chance, chance.choice(paths), known_values),
            _query(chance),
            {
                name: chance.choice(HEADERS[name])
                for name in chance.sample(sorted(HEADERS), chance.randrange(3))
            },
            chance.choice(CONTENT_TYPES) if writes else "",
            chance.choice(BODIES) if writes else b"",
        )


def _filled(chance: random.Random, path: str, known_values: dict[str, list[str]]) -> str:
    """Fill in the arguments of a path, half of them with values that exist."""
    start, *rest = path.split("{")
    for part in rest:
        name, _, after = part.partition("}")
        known = known_values.get(name, [])
        value = chance.choice(known) if known and chance.random() < 0.5 else chance.choice(TEXTS)
        start += value + after
    if start.startswith("/en/"):
        start = f"/{chance.choice(LANGUAGES)}/" + start[len("/en/") :]
    return start


def _query(chance: random.Random) -> str:
    names = chance.sample(PARAMETERS, chance.randrange(4))
    return "&".join(f"{name}={chance.choice(TEXTS)}" for name in names)
