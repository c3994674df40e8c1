"""The signed payload in the form between the preview and the confirmation."""

import random
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.utils import timezone

from translation.exchange.documents import ExchangeDocument, TranslationUnit, UnreadableFileError
from translation.exchange.signed_payload import (
    MAX_PAYLOAD_LENGTH,
    PAYLOAD_LIFETIME,
    load_documents,
    sign_documents,
)

pytestmark = pytest.mark.django_db


def document(*texts: str) -> ExchangeDocument:
    units = [
        TranslationUnit(str(number), "Source", text, True, "base")
        for number, text in enumerate(texts)
    ]
    return ExchangeDocument("uuid", "en", "sl", units, name="words.po")


def test_the_payload_contains_the_documents(translator_sl):
    payload = sign_documents(translator_sl, [document("Besede", "Čas 🕊️")])
    [again] = load_documents(translator_sl, payload)
    assert again == document("Besede", "Čas 🕊️")
    assert again.name == "words.po"


def test_the_largest_payload_is_below_the_form_limit():
    assert MAX_PAYLOAD_LENGTH < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_a_payload_above_the_limit_is_refused(translator_sl):
    texts = [random.Random(number).randbytes(1000).hex() for number in range(1500)]
    with pytest.raises(UnreadableFileError):
        sign_documents(translator_sl, [document(*texts)])


def test_a_payload_expires(translator_sl, monkeypatch):
    payload = sign_documents(translator_sl, [document("Besede")])
    later = timezone.now() + PAYLOAD_LIFETIME + timedelta(minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    with pytest.raises(signing.SignatureExpired):
        load_documents(translator_sl, payload)


def test_a_payload_is_invalid_for_another_account(translator_sl, translator):
    with pytest.raises(signing.BadSignature):
        load_documents(
            translator("sl", "second"), sign_documents(translator_sl, [document("Besede")])
        )
