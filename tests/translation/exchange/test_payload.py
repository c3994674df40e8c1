"""The documents of an exchanged file as JSON, for the signed payload."""

from core.imports.signed_payload import load_payload, sign_payload
from translation.exchange.documents import ExchangeDocument, TranslationUnit
from translation.exchange.payload import documents_from_payload, documents_to_payload


def test_the_payload_contains_the_documents(translator_sl):
    unit = TranslationUnit("1.2", "Source", "Čas 🕊️", True, "base", "An error.", "body.text")
    document = ExchangeDocument("uuid", "en", "sl", [unit], name="words.po")
    payload = sign_payload(translator_sl, "test", documents_to_payload([document]))
    [again] = documents_from_payload(load_payload(translator_sl, "test", payload))
    assert again == document
    assert again.name == "words.po"
