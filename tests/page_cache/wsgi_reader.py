"""A reader who asks the WSGI application, as a web server does for readers."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

from page_cache.wsgi import StoredAnswerApplication


class WsgiAnswer(NamedTuple):
    """What an application has sent, with ``status`` as it is in the first line of an answer."""

    status: str
    headers: dict[str, str]
    body: bytes


class WsgiReader:
    """Asks an application as a web server does, and counts what it has passed on to Django."""

    def __init__(self):
        self._django = get_wsgi_application()
        self._application = StoredAnswerApplication(self._count_and_pass_on)
        self.passed_on = 0

    def get(self, path: str, **environ: str) -> WsgiAnswer:
        path, _, query = path.partition("?")
        environ |= {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver"}
        setup_testing_defaults(environ)
        sent = []
        response = self._application(environ, lambda *head: sent.append(head))
        body = b"".join(response)
        if hasattr(response, "close"):
            response.close()
        [(status, headers)] = sent
        return WsgiAnswer(status, dict(headers), body)

    def _count_and_pass_on(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        self.passed_on += 1
        return self._django(environ, start_response)
