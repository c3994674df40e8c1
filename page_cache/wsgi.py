"""Answers to readers from the store, before Django makes a request of what they have asked."""

from collections.abc import Callable, Iterable

from .answers import PageAnswers
from .keys import CONDITIONAL_HEADERS, address_key
from .store import StoredAnswer
from .web_server import expiry_for_web_server

# In the environment of a request: the answers of this process, for the middleware that stores them.
ANSWERS = "page_cache.answers"


class StoredAnswerApplication:
    """A WSGI application that gives readers what is stored, and asks another one for all else.

    Signals, the request and ten middlewares of Django take longer than an answer that is ready.
    Whatever is more than to send it as it is stays with Django: a question to the database whether
    it is still right, the conditions of a request, and ``HEAD``.
    """

    def __init__(self, application: Callable):
        self._application = application
        self._answers = PageAnswers()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        answer = self._find(environ)
        if answer is None:
            environ[ANSWERS] = self._answers
            return self._application(environ, start_response)
        start_response("200 OK", [*answer.headers, *expiry_for_web_server(environ)])
        return [answer.body]

    def _find(self, environ: dict) -> StoredAnswer | None:
        answers = self._answers.known_current()
        is_plain = environ["REQUEST_METHOD"] == "GET" and CONDITIONAL_HEADERS.isdisjoint(environ)
        address = address_key(environ) if answers and is_plain else None
        return answers.find(address, environ) if address else None
