"""The signed payload of an import; how the views use it is tested in the contracts."""

import random

import pytest
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError

from core.imports.signed_payload import MAX_LENGTH, load_payload, sign_payload

pytestmark = pytest.mark.django_db


def test_a_payload_contains_what_was_signed(editor):
    content = {"file": [[2, {"text": "Čas 🕊️"}]], "publish": True}
    assert load_payload(editor, "test", sign_payload(editor, "test", content)) == content


def test_a_payload_belongs_to_one_import(editor):
    with pytest.raises(signing.BadSignature):
        load_payload(editor, "other", sign_payload(editor, "test", []))


def test_a_payload_above_the_limit_is_refused(editor):
    content = random.Random(1).randbytes(MAX_LENGTH).hex()
    with pytest.raises(ValidationError):
        sign_payload(editor, "test", content)


def test_the_largest_payload_is_below_the_limit_of_forms():
    assert MAX_LENGTH < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
