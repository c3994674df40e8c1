"""Dates typed in the admin, and how they are told in words."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.users.models import UserProfile

from core.blocks import PartialDateBlock, TypedDateBlock, TypedTimeBlock
from core.date_fields import (
    DATE_FIELDS,
    PartialDateFormField,
    TypedDateField,
    TypedDateTimeField,
)
from core.dates import DatePrecision, PartialDate

DAY = date(2026, 12, 10)


@pytest.mark.parametrize("text", ["10.12.2026", "10 декември 2026", "10/12/2026", "2026-12-10"])
def test_a_day_is_read_in_the_language_of_the_person(text):
    with translation.override("mk"):
        assert TypedDateField().clean(text) == DAY


def test_a_field_shows_a_day_as_readers_see_it():
    with translation.override("mk"):
        assert TypedDateField().prepare_value(DAY).replace("\u202f", " ") == "10 декември 2026 г."


def test_what_was_typed_is_shown_again_unchanged():
    for field in (TypedDateField(), TypedDateTimeField(), PartialDateFormField()):
        assert field.prepare_value("31/31/2026") == "31/31/2026"


def test_a_field_without_a_date_is_empty():
    for field in (TypedDateField, TypedDateTimeField, PartialDateFormField):
        assert field(required=False).clean("") is None
        assert field().prepare_value(None) is None


def test_a_time_is_in_the_time_zone_of_the_site():
    with timezone.override("Europe/Skopje"):
        value = TypedDateTimeField().clean("10.12.2026 14:30")
        assert value == datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
        assert TypedDateTimeField().prepare_value(value) == "10 December 2026, 14:30"


def test_a_time_that_the_clocks_leave_out_is_refused():
    with timezone.override("Europe/Skopje"), pytest.raises(ValidationError):
        TypedDateTimeField().clean("29.3.2026 02:30")


def test_the_precision_follows_from_what_is_typed():
    assert PartialDateFormField().clean("12.2026").precision == DatePrecision.MONTH
    assert PartialDateFormField().clean("2026").precision == DatePrecision.YEAR
    assert PartialDateFormField().clean("1.12.2026").precision == DatePrecision.DAY


def test_every_date_of_a_model_is_typed_in_the_same_way():
    fields = {models.DateField: TypedDateField, models.DateTimeField: TypedDateTimeField}
    for model_field, form_field in fields.items():
        assert type(formfield_for_dbfield(model_field())) is form_field


def test_dates_of_blocks_are_typed_in_the_same_way():
    assert TypedDateBlock().clean("10.12.2026") == DAY
    assert PartialDateBlock().clean("12.2026") == PartialDate(
        date(2026, 12, 1), precision=DatePrecision.MONTH
    )
    assert TypedDateBlock().get_form_state(DAY) == "10 December 2026"


@pytest.mark.parametrize(("typed", "meant"), [("9:30", time(9, 30)), ("14.30", time(14, 30))])
def test_a_time_of_the_day_is_typed_with_a_colon_or_a_dot(typed, meant):
    block = TypedTimeBlock()
    assert block.clean(typed) == meant
    assert block.clean(block.get_form_state(meant)) == meant


@pytest.mark.parametrize("typed", ["25:00", "9", "noon", "9:30\0"])
def test_a_time_that_cannot_be_read_is_refused_and_stays(typed):
    with pytest.raises(ValidationError, match="9:30 or 14:30"):
        TypedTimeBlock().clean(typed)
    assert TypedTimeBlock().get_form_state(typed) == typed


def test_the_widgets_of_wagtail_have_no_date_picker_that_rewrites():
    markup = DateRangePickerWidget().render("created", None)
    assert "initDateChooser" not in markup
    assert markup.count('data-controller="date-input"') == 2


def test_wagtails_filters_read_the_day_before_the_month():
    assert forms.DateField().clean("03/04/2026") == date(2026, 4, 3)
    assert forms.DateTimeField().clean("03/04/2026").month == 4
    with pytest.raises(ValidationError):
        forms.DateField().clean("12/31/2026")


# The words beside a field


@pytest.fixture
def read(editor_client):
    def get(text: str, kind: str = "day") -> dict:
        return editor_client.get(reverse("read_date"), {"text": text, "kind": kind}).json()

    return get


@pytest.mark.django_db
def test_words_tell_how_an_ambiguous_date_is_read(read):
    assert read("03/04/2026") == {
        "message": "Read as: 3 April 2026",
        "text": "3 April 2026",
        "calendar": "2026-04-03",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("partial", "12.2026", "December 2026"),
        ("partial", "2026", "2026"),
        ("moment", "10.12.2026 14.30", "10 December 2026, 14:30"),
    ],
)
def test_words_tell_no_more_than_what_is_known(read, kind, text, words):
    assert read(text, kind)["message"] == f"Read as: {words}"


@pytest.mark.django_db
def test_words_are_in_the_language_of_the_person(editor, read):
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "hr"
    profile.save()
    assert read("10.12.2026")["text"] == "10. prosinca 2026."


@pytest.mark.django_db
@pytest.mark.parametrize("kind", DATE_FIELDS)
@pytest.mark.parametrize("text", ["soon", "2026\0", "9" * 5000, "31.2.2026"])
def test_what_cannot_be_read_is_answered_with_an_example(read, kind, text):
    assert "31/12/2026" in read(text, kind)["error"]


@pytest.mark.django_db
def test_nothing_typed_says_nothing(read):
    assert read("") == {}


@pytest.mark.django_db
def test_only_people_of_the_admin_are_answered(client, editor_client):
    url = reverse("read_date")
    assert client.get(url, {"kind": "day", "text": "2026"}).status_code == 302
    assert editor_client.get(url, {"kind": "week"}).status_code == 404
    assert editor_client.post(url).status_code == 405
