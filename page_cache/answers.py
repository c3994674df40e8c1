"""The answers that one process has stored, of the present state of the content."""

import threading
from collections.abc import Mapping

from django.conf import settings

from .freshness import ContentState, content_freshness
from .keys import AddressKey, AnswerKey, header_values, used_parameters
from .parameters import ObservedQuery
from .store import AnswerStore, StoredAnswer

# Answers with parameters, such as those of searches, are unbounded in number: they have a part of
# the capacity, and never take that of the pages.
SHARE_WITH_PARAMETERS = 0.25


class ContentStateAnswers:
    """The stored answers of one state of the content.

    It knows which parameters and headers each address depends on.
    """

    def __init__(self, state: ContentState):
        self.state = state
        capacity = settings.PAGE_CACHE_BYTES
        self.pages = AnswerStore(int(capacity * (1 - SHARE_WITH_PARAMETERS)))
        self.with_parameters = AnswerStore(int(capacity * SHARE_WITH_PARAMETERS))
        # What the answers of an address depend on: names of parameters, or all, and of headers.
        self.uses: dict[AddressKey, tuple[frozenset[str] | None, tuple[str, ...]]] = {}
        self._lock = threading.Lock()  # of changes of ``uses``

    def find(self, address: AddressKey, meta: Mapping) -> StoredAnswer | None:
        """Return the stored answer to a request, of which ``meta`` has what its ``META`` has."""
        key = self._key(address, meta)
        return key and self._store_for(key).get(key)

    def put(
        self,
        address: AddressKey,
        meta: Mapping,
        query: ObservedQuery,
        headers: tuple[str, ...],
        answer: StoredAnswer,
    ) -> None:
        """Store an answer, which was made of what ``query`` has noted and varies on ``headers``."""
        with self._lock:
            self._note_use(address, query, headers)
            key = self._key(address, meta)
        if key:
            self._store_for(key).put(key, answer)

    def _note_use(
        self, address: AddressKey, query: ObservedQuery, headers: tuple[str, ...]
    ) -> None:
        """Note what an answer depends on, besides what others of the same address do.

        An answer that has not read a parameter is right for each value of it: entries with fewer
        parameters in their keys stay right when the names become more.
        """
        names, known_headers = self.uses.get(address, (frozenset(), ()))
        if names is None or query.is_read_entirely:
            names = None
        else:
            names |= query.read_names
        self.uses[address] = names, tuple(sorted({*known_headers, *headers}))

    def _key(self, address: AddressKey, meta: Mapping) -> AnswerKey | None:
        if address not in self.uses:
            return None
        names, headers = self.uses[address]
        parameters = used_parameters(meta, names)
        if parameters is None:
            return None
        return AnswerKey(address, parameters, header_values(meta, headers))

    def _store_for(self, key: AnswerKey) -> AnswerStore:
        return self.with_parameters if key.parameters else self.pages


class PageAnswers:
    """The answers of one process. They are discarded when the state changes."""

    def __init__(self):
        self._answers: ContentStateAnswers | None = None

    def current(self) -> ContentStateAnswers:
        """Return the answers that are right now; the database may be asked which these are."""
        state, answers = content_freshness.state(), self._answers
        if answers is None or answers.state != state:
            answers = self._answers = ContentStateAnswers(state)
        return answers

    def known_current(self) -> ContentStateAnswers | None:
        """Return the answers that are right without a question to the database, or ``None``."""
        answers = self._answers
        if answers and answers.state == content_freshness.known_state():
            return answers
        return None
