"""Between the dry run and the yes, what was read travels in the form."""

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


def test_what_was_read_comes_out_again(person):
    kept = keep(person, [document("Besede", "Čas 🕊️")])
    [again] = unwrap(person, kept)
    assert again == document("Besede", "Čas 🕊️")
    assert again.name == "words.po"


def test_it_fits_into_a_form():
    assert MOST_KEPT < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_more_than_a_form_carries_is_refused(person):
    texts = [random.Random(number).randbytes(1000).hex() for number in range(1500)]
    with pytest.raises(UnreadableError):
        keep(person, [document(*texts)])


def test_it_is_worth_nothing_the_day_after_tomorrow(person, monkeypatch):
    kept = keep(person, [document("Besede")])
    later = timezone.now() + KEPT_FOR + timedelta(minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    with pytest.raises(signing.SignatureExpired):
        unwrap(person, kept)


def test_it_is_worth_nothing_to_another_person(person, translator):
    with pytest.raises(signing.BadSignature):
        unwrap(translator("sl", "second"), keep(person, [document("Besede")]))
