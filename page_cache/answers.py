"""The answers that one process has stored, of the present state of the content."""

import threading
from collections.abc import Mapping

from django.conf import settings

from .freshness import ContentState, content_freshness
from .keys import AddressKey, AnswerKey, header_values, used_parameters
from .parameters import ObservedQuery
from .store import AnswerStore, StoredAnswer

# Answers with parameters are without number, such as those of searches: they have a part of the
# room, and never take that of the pages.
SHARE_WITH_PARAMETERS = 0.25


class GenerationStore:
    """What the answers of one generation of the content have in common."""

    def __init__(self, state: ContentState):
        self.state = state
        room = settings.PAGE_CACHE_BYTES
        self.pages = AnswerStore(int(room * (1 - SHARE_WITH_PARAMETERS)))
        self.with_parameters = AnswerStore(int(room * SHARE_WITH_PARAMETERS))
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
    """Everything that one process has stored. All of it ends with the generation."""

    def __init__(self):
        self._generation: GenerationStore | None = None

    def generation(self) -> GenerationStore:
        """Return the answers that are right now; the database may be asked which these are."""
        state, generation = content_freshness.state(), self._generation
        if generation is None or generation.state != state:
            generation = self._generation = GenerationStore(state)
        return generation

    def known_generation(self) -> GenerationStore | None:
        """Return the answers that are right without a question to the database, or ``None``."""
        generation = self._generation
        if generation and generation.state == content_freshness.known_state():
            return generation
        return None
