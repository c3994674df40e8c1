"""A local HTTP server that answers like LibreTranslate and like DeepL."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

DUMMY = "wagtail_localize.machine_translators.dummy.DummyTranslator"
LIBRE = "wagtail_localize.machine_translators.libretranslate.LibreTranslator"
DEEPL = "wagtail_localize.machine_translators.deepl.DeepLTranslator"


class LocalTranslationService:
    """The server, what it was asked for, and how it answers.

    ``translate`` translates one text. ``failure`` is a pair of HTTP status and body that the server
    returns instead of translations, ``delay`` the seconds that it waits before each answer.
    """

    def __init__(self, url: str):
        self.url = url
        self.asked: list[list[str]] = []
        self.languages: set[str] = set()
        self.translate = lambda text: f"Prevod: {text}"
        self.failure: tuple[int, bytes] | None = None
        self.delay = 0

    @property
    def libre(self) -> dict:
        """The configuration of wagtail-localize's class for LibreTranslate."""
        return {"CLASS": LIBRE, "OPTIONS": {"LIBRETRANSLATE_URL": self.url, "API_KEY": "secret"}}

    @property
    def deepl(self) -> dict:
        """The configuration of the class for DeepL; tests replace the URL in it by ``url``."""
        return {"CLASS": DEEPL, "OPTIONS": {"AUTH_KEY": "secret"}}

    def answer(self, path: str, body: str) -> tuple[int, bytes]:
        time.sleep(self.delay)
        if self.failure:
            return self.failure
        if path == "/translate":
            sent = json.loads(body)
            texts, language = sent["q"], sent["target"]
        else:
            sent = parse_qs(body)
            texts, language = sent["text"], sent["target_lang"][0]
        self.asked.append(texts)
        self.languages.add(language)
        translated = [self.translate(text) for text in texts]
        if path == "/translate":
            return 200, json.dumps({"translatedText": translated}).encode()
        items = [{"detected_source_language": "EN", "text": text} for text in translated]
        return 200, json.dumps({"translations": items}).encode()


@contextmanager
def local_translation_service() -> Iterator[LocalTranslationService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, answer = service.answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service = LocalTranslationService(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
