"""The subjects of a page, and their names in all languages."""

from dataclasses import fields

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import hooks

from core.languages import all_languages
from core.models import Theme
from core.request_cache import new_request_cache
from core.subjects import (
    NAMES_HOOKS,
    Subjects,
    names_in_all_languages,
    pages_about,
)
from home.models import ContentPage
from meetings.models import MeetingPage
from tests import specimens as specimen

MOST_QUERIES = 4  # titles of states, themes, places, and which pages are private


def test_duplicate_and_empty_subjects_are_removed():
    found = Subjects(territories=("SI", "", "AT", "SI"), themes=iter(["one"]), places=("",))
    assert found == Subjects(territories=("SI", "AT"), themes=("one",))
    assert found.places == ()


def test_a_hook_is_not_called_without_subjects(no_hooks):
    hooks.register("register_theme_names", lambda slugs: pytest.fail("There is no theme."))
    hooks.register(
        "register_place_names", lambda places: [("en", place.upper()) for place in places]
    )
    assert names_in_all_languages(Subjects(places=("Brdo",))) == {"en": ["BRDO"]}


def test_a_name_from_several_hooks_occurs_once_in_each_language(no_hooks):
    hooks.register(
        "register_place_names", lambda places: [("en", "Brdo"), ("sl", "Brdo"), ("sl", "")]
    )
    hooks.register("register_place_names", lambda places: [("sl", "Brdo"), ("sl", "Kranj")])
    found = names_in_all_languages(Subjects(places=("Brdo",)))
    assert found == {"en": ["Brdo"], "sl": ["Brdo", "Kranj"]}


def test_every_kind_of_subject_has_a_hook_for_its_names():
    assert list(NAMES_HOOKS) == [field.name for field in fields(Subjects)]


def test_without_a_hook_there_are_neither_names_nor_pages(no_hooks):
    assert names_in_all_languages(Subjects(territories=("SI",))) == {}
    assert pages_about(Subjects(territories=("SI",))) == []


@pytest.mark.django_db
def test_pages_about_a_subject_come_from_the_hooks(no_hooks, home):
    page = specimen.content(home)
    hooks.register(
        "register_pages_about",
        lambda asked: ContentPage.objects.filter(title__in=asked.places),
    )
    assert [list(pages) for pages in pages_about(Subjects(places=(page.title,)))] == [[page]]


@pytest.mark.django_db
def test_a_state_is_found_by_its_name_in_every_language():
    names = names_in_all_languages(Subjects(territories=("DE",)))
    assert set(names) == {language.code for language in all_languages()}
    assert (names["sl"], names["sr-cyrl"]) == (["Nemčija"], ["Немачка"])
    assert names["cnr"] == ["Njemačka"], "as the site's own table has it"


@pytest.mark.django_db
def test_a_page_without_subjects_has_no_names(home):
    assert specimen.content(home).subject_names == []


# Themes


@pytest.fixture
def themed(locale):
    """A theme in English and Macedonian; the latter is a draft."""
    source = specimen.theme("victims", "Victims")
    Theme.objects.create(
        name="Жртви",
        slug="victims",
        locale=locale("mk"),
        translation_key=source.translation_key,
        live=False,
    )
    return source


def test_the_names_of_a_theme_are_those_that_are_published(themed):
    about = Subjects(themes=("victims",))
    assert names_in_all_languages(about) == {"en": ["Victims"]}
    Theme.objects.filter(locale__language_code="mk").update(live=True)
    assert names_in_all_languages(about) == {"en": ["Victims"], "mk": ["Жртви"]}


# Queries


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_names(home):
    theme = specimen.theme()
    pages = [home.get_children().get(slug="meetings").specific, specimen.meeting(home)]
    pages += [home.get_children().get(slug="states").specific, specimen.state(home)]
    MeetingPage.objects.update(place="Vienna")
    for instance in (theme, *pages):
        specimen.translate(instance, "mk", "sl")
    for count in (1, 3):
        about = Subjects(
            territories=("SI", "MK", "XK")[:count],
            themes=(theme.slug, "one", "two")[:count],
            places=("Vienna", "Brdo", "Kranj")[:count],
        )
        with new_request_cache(), CaptureQueriesContext(connection) as queries:
            assert names_in_all_languages(about)
        assert len(queries) == MOST_QUERIES, [query["sql"] for query in queries]
