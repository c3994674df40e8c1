"""The private API of Django that the site replaces and uses is still what it was."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.forms.forms import BaseForm
from django.test.utils import CaptureQueriesContext
from django.urls import resolvers
from django.utils import translation
from wagtail.models import Page

from core.django_internals import (
    QuotationEscape,
    call_at_end_of_transactions,
    has_new_password,
    insert_rows,
    joint_updates,
    kept_permissions,
)
from home.models import ContentPage
from tests import specimens as specimen


def test_the_patterns_of_urls_are_parsed_once_for_all_languages():
    """If an upgrade parses them elsewhere, nothing asks for what was kept."""
    resolver = resolvers.URLResolver(resolvers.RegexPattern(r"^/"), "cms.urls")
    with translation.override("en"):
        assert resolver.reverse_dict
    before = resolvers.normalize.cache_info()
    with translation.override("mk"):
        assert resolver.reverse_dict
    after = resolvers.normalize.cache_info()
    kept, parsed = after.hits - before.hits, after.misses - before.misses
    assert kept > 10 * parsed, "only what begins with the language is parsed again"


@pytest.mark.django_db
def test_rows_are_inserted_below_those_of_the_parent_table(home):
    """What ``bulk_create`` refuses to do."""
    stored = Page.objects.create(
        path=home.path + "000Z", depth=home.depth + 1, title="A page", slug="a-page", url_path="/"
    )
    page = ContentPage(page_ptr=stored, summary="Who we are.")
    insert_rows([page])
    assert not page._state.adding
    assert ContentPage.objects.values_list("title", "summary").get(pk=stored.pk) == (
        "A page",
        "Who we are.",
    )


@pytest.mark.django_db
@pytest.mark.each_database
def test_pages_are_updated_in_one_statement_for_each_table(home):
    """Only the fields that are saved; what else was stored meanwhile stays."""
    pages = [specimen.content(home, slug=slug) for slug in ("about", "contact", "press")]
    Page.objects.update(seo_title="Stored meanwhile")
    with CaptureQueriesContext(connection) as queries, joint_updates():
        for number, page in enumerate(pages):
            page.title, page.summary = f"Page {number}", f"Summary {number}"
            page.save(clean=False, update_fields=["title", "summary"])
    written = [query["sql"].split('"')[1] for query in queries if "INTO" in query["sql"]]
    assert written == ["wagtailcore_page", "home_contentpage"]
    assert not any(query["sql"].startswith("UPDATE") for query in queries)
    stored = ContentPage.objects.filter(pk__in=[page.pk for page in pages]).order_by("pk")
    assert list(stored.values_list("title", "summary", "seo_title")) == [
        (f"Page {number}", f"Summary {number}", "Stored meanwhile") for number in range(3)
    ]


@pytest.mark.django_db
@pytest.mark.postgresql
def test_texts_in_arrays_are_escaped_in_our_way():
    """Those of rows that are inserted together."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no arrays")
    from psycopg.types.array import ListDumper

    assert isinstance(ListDumper._re_esc, QuotationEscape)
    names = ['"', "\\", '\\"', "a, {b}", "", "NULL", "it's"]
    Group.objects.bulk_create(Group(name=name) for name in names)
    assert {*names} <= {*Group.objects.values_list("name", flat=True)}


@pytest.mark.django_db
def test_permissions_are_kept_where_django_looks_for_them(editor, django_assert_num_queries):
    kept = kept_permissions(editor, lambda user: {"core.look"})
    with django_assert_num_queries(0):
        assert ModelBackend().get_all_permissions(editor) is kept


@pytest.mark.django_db
def test_a_password_is_new_until_it_is_saved(editor):
    assert not has_new_password(editor)
    editor.set_password("a long new password")
    assert has_new_password(editor)
    editor.save()
    assert not has_new_password(editor)


@pytest.mark.django_db
def test_the_end_of_a_transaction_is_told():
    """Also that of a block of ``transaction.atomic``, which calls these methods."""
    ends = []
    other = connection.copy()
    call_at_end_of_transactions(
        other, lambda: ends.append("committed"), lambda: ends.append("rolled back")
    )
    try:
        other.set_autocommit(False)
        other.commit()
        assert ends == ["committed"]
        other.rollback()
        assert ends == ["committed", "rolled back"]
    finally:
        other.close()


def test_django_still_calls_the_methods_that_forms_override():
    """Those of ``_post_clean`` in ``core`` and ``home``."""
    assert callable(BaseForm._post_clean)
    assert "_post_clean" in BaseForm.full_clean.__code__.co_names


def test_a_session_still_takes_another_key():
    """As in ``accounts.session_store``."""
    store = SessionStore("a" * 32)
    store._session_key = None
    assert store.session_key is None
