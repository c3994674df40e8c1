"""The answers that one process keeps, within a bounded amount of memory."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from django.http import HttpResponse

# What an entry takes besides its body: headers, keys, objects of Python.
OVERHEAD = 2_000  # bytes


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it travels: compressed, with all its headers."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponse) -> "StoredAnswer":
        return cls(tuple(response.headers.items()), response.content)

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    def response(self) -> HttpResponse:
        return HttpResponse(self.body, headers=dict(self.headers))


class AnswerStore:
    """Answers of one state of the content, the most recently used ones."""

    def __init__(self, capacity: int):
        self._capacity = capacity  # bytes
        self._answers: OrderedDict[Hashable, StoredAnswer] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> StoredAnswer | None:
        with self._lock:
            if answer := self._answers.get(key):
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: StoredAnswer) -> None:
        if answer.size > self._capacity:
            return
        with self._lock:
            if known := self._answers.pop(key, None):
                self._size -= known.size
            self._answers[key] = answer
            self._size += answer.size
            while self._size > self._capacity:
                _, oldest = self._answers.popitem(last=False)
                self._size -= oldest.size
