"""The signed payload in the form between the preview and the confirmation."""

import random
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.utils import timezone

from translation.exchange.base import Document, Unit, UnreadableError
from translation.exchange.keeping import KEPT_FOR, MOST_KEPT, keep, unwrap

pytestmark = pytest.mark.django_db


def document(*texts: str) -> Document:
    units = [Unit(str(number), "Source", text, True, "base") for number, text in enumerate(texts)]
    return Document("uuid", "en", "sl", units, name="words.po")


def test_the_payload_contains_the_documents(translator_sl):
    kept = keep(translator_sl, [document("Besede", "Čas 🕊️")])
    [again] = unwrap(translator_sl, kept)
    assert again == document("Besede", "Čas 🕊️")
    assert again.name == "words.po"


def test_the_largest_payload_is_below_the_form_limit():
    assert MOST_KEPT < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_a_payload_above_the_limit_is_refused(translator_sl):
    texts = [random.Random(number).randbytes(1000).hex() for number in range(1500)]
    with pytest.raises(UnreadableError):
        keep(translator_sl, [document(*texts)])


def test_a_payload_expires(translator_sl, monkeypatch):
    kept = keep(translator_sl, [document("Besede")])
    later = timezone.now() + KEPT_FOR + timedelta(minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    with pytest.raises(signing.SignatureExpired):
        unwrap(translator_sl, kept)


def test_a_payload_is_invalid_for_another_account(translator_sl, translator):
    with pytest.raises(signing.BadSignature):
        unwrap(translator("sl", "second"), keep(translator_sl, [document("Besede")]))
