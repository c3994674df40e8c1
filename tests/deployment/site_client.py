"""A browser of one person, or what nginx sends to one of the web processes."""

import ssl
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from http.cookies import SimpleCookie

from bs4 import BeautifulSoup
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from .installation import CERTIFICATE, HOST, Installation

TIMEOUT = 60  # seconds


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    content: bytes

    @cached_property
    def text(self) -> str:
        return self.content.decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.content, "html.parser")


class SiteClient:
    """Asks nginx or, with ``web_port``, one web process in the way that nginx does.

    Cookies are kept, and shared with ``others``.
    """

    def __init__(
        self,
        site: Installation,
        web_port: str = "",
        *,
        others: "SiteClient | None" = None,
        scheme: str = "https",
    ):
        self.site = site
        self.cookies = others.cookies if others else SimpleCookie()
        self.headers = {"Origin": site.address}
        if web_port:
            port = site.ports[web_port]
            self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
            self.headers |= {"Host": HOST, "X-Forwarded-Proto": "https"}
            self.headers |= {"X-Forwarded-For": "127.0.0.1"}
        elif scheme == "http":
            self.connection = HTTPConnection(HOST, site.ports["80"], timeout=TIMEOUT)
        else:
            context = ssl.create_default_context(cafile=site.folder / CERTIFICATE)
            port = site.ports["443"]
            self.connection = HTTPSConnection(HOST, port, timeout=TIMEOUT, context=context)

    def request(self, method: str, path: str, body: bytes | None = None, **headers) -> Answer:
        cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())
        sent = self.headers | headers | ({"Cookie": cookies} if cookies else {})
        if "X-Forwarded-For" in self.headers:  # nginx keeps no connection to a web server, either
            self.connection.close()
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except Exception:
            self.connection.close()
            raise
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        return answer

    def get(self, path: str, **headers) -> Answer:
        return self.request("GET", path, **headers)

    def post(self, path: str, data: dict) -> Answer:
        """Send a form with the token that the last form has set as a cookie."""
        token = self.cookies.get("csrftoken")
        data = {"csrfmiddlewaretoken": token.value if token else "", **data}
        body = encode_multipart(BOUNDARY, data)
        return self.request("POST", path, body, **{"Content-Type": MULTIPART_CONTENT})

    def sign_in(self, username: str, password: str) -> None:
        self.get("/admin/login/")
        answer = self.post("/admin/login/", {"login": username, "password": password})
        assert answer.status == 302, f"{username} cannot sign in: {answer.status}"
