"""The text of a PDF, or the reason why there is none, whatever the file is."""

import os
from io import BytesIO
from pathlib import Path

import pytest

from core import limited_processes
from search.choices import ExtractionOutcome
from search.upkeep.extraction import TextExtraction, extract_text
from search.upkeep.pdf_text import MAX_CHARACTERS
from tests import pdfs

FILES = Path(__file__).parent / "files"


def extracted(content: bytes, **options) -> TextExtraction:
    return extract_text(BytesIO(content), **options)


def read(name: str) -> TextExtraction:
    return extracted((FILES / name).read_bytes())


def test_the_words_of_a_pdf_are_found():
    found = extracted(pdfs.written("Victims of trafficking", "are to be helped."))
    assert found == (ExtractionOutcome.READ, "Victims of trafficking are to be helped.")


@pytest.mark.parametrize(
    "words",
    [
        "victims of human trafficking are to be identified early, and that all agree",
        "борбу против трговине људима: ћирилица, Ђорђе, њихов, џеп.",
        "trgovanja ljudima",
        "međunarodnim organizacijama: žrtve, čuvari, šuma.",
        "Traficul de ființe umane în țară. İnsan ticareti, ışık. Εμπορία ανθρώπων.",
        "Efficient offices filed the findings on a second page.",
    ],
)
def test_every_language_is_read_from_a_printed_page(words):
    assert words in read("declaration.pdf").text.replace("\n", " ")


def test_a_file_that_asks_for_a_password_is_protected():
    assert read("protected.pdf") == (ExtractionOutcome.PROTECTED, "")


def test_a_file_that_only_forbids_copying_is_read():
    assert read("copying-forbidden.pdf") == (ExtractionOutcome.READ, "Hello words")


def test_a_scan_has_no_text():
    assert extracted(pdfs.scan()) == (ExtractionOutcome.NO_TEXT, "")


def test_marks_without_a_letter_are_no_text():
    assert extracted(pdfs.written("- . -")) == (ExtractionOutcome.NO_TEXT, "")


@pytest.mark.parametrize("kept", [20, 200])
def test_a_file_that_was_cut_off_is_damaged(kept):
    assert extracted(pdfs.written("Victims")[:kept]) == (ExtractionOutcome.DAMAGED, "")


def test_a_damaged_page_does_not_hide_the_others():
    whole = pdfs.written("Victims", pages=2)
    broken = whole.replace(b"[3 0 R 3 0 R ]", b"[9 0 R 3 0 R ]")
    assert broken != whole
    assert extracted(broken) == (ExtractionOutcome.READ, "Victims")


def test_a_file_whose_only_page_is_damaged_is_damaged():
    broken = pdfs.written("Victims").replace(b"[3 0 R ]", b"[9 0 R ]")
    assert extracted(broken) == (ExtractionOutcome.DAMAGED, "")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", os.urandom(2000)])
def test_anything_else_is_not_a_pdf(content):
    assert extracted(content.replace(b"%PDF-", b"")) == (ExtractionOutcome.NOT_A_PDF, "")


def test_a_pdf_of_random_bytes_is_damaged():
    assert extracted(b"%PDF-1.7\n" + os.urandom(2000)) == (ExtractionOutcome.DAMAGED, "")


def test_of_a_long_text_the_beginning_is_kept_up_to_a_whole_word():
    found = extracted(pdfs.written("Trafficking", pages=10_000))
    assert found.outcome == ExtractionOutcome.BEGINNING
    assert MAX_CHARACTERS - 20 < len(found.text) <= MAX_CHARACTERS
    assert set(found.text.split()) == {"Trafficking"}


def test_a_file_that_takes_too_long_is_given_up():
    assert extracted(pdfs.endless(), seconds=1) == (ExtractionOutcome.TOO_LARGE, "")


def test_a_file_that_takes_too_much_memory_is_given_up():
    assert extracted(pdfs.exploding()) == (ExtractionOutcome.TOO_LARGE, "")


def test_a_crash_of_the_process_is_reported_as_a_damaged_file(monkeypatch):
    monkeypatch.setattr(limited_processes.sys, "executable", "/bin/false")
    assert extracted(pdfs.written("Victims")) == (ExtractionOutcome.DAMAGED, "")


def test_the_process_gets_no_secrets(monkeypatch, tmp_path):
    told, spy = tmp_path / "told", tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\nenv > {told}\nexit 1\n")
    spy.chmod(0o700)
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setattr(limited_processes.sys, "executable", str(spy))
    extracted(pdfs.written("Victims"))
    assert "SECRET_KEY" not in told.read_text()


def test_a_file_is_read_from_its_beginning():
    file = BytesIO(pdfs.written("Victims"))
    file.seek(50)
    assert extract_text(file).text == "Victims"
