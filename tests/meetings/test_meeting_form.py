"""The form of a meeting: tick boxes for states, copies, and warnings."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    streamfield,
)

from core.models.mixins import MAX_SIMILAR
from meetings.models import MeetingPage
from tests import specimens as specimen
from translation.roles import COORDINATOR, SECRETARIAT_EDITOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

STREAMS = {
    name: streamfield([])
    for name in ("agenda", "documents", "pictures", "related_declarations", "sources")
}


@pytest.fixture(scope="module")
def network(home_of_module) -> None:
    """Two states of the network; Austria is none."""
    specimen.state(home_of_module)
    specimen.state(home_of_module, slug="albania", title="Albania", territory="AL")


@pytest.fixture(scope="module")
def opened_form(network, home_of_module) -> QueryDict:
    """What the form of a meeting sends before anybody changes it; to open it is slow."""
    with transaction.atomic():
        editor = get_user_model().objects.create_user("who-opens-the-form")
        editor.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
        client = Client()
        client.force_login(editor)
        page = specimen.meeting(home_of_module)
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        transaction.set_rollback(True)
    return querydict_from_html(html, form_id="page-edit-form")


def values_of(page) -> dict:
    """Return what the form of this page sends and that of another meeting does not."""
    revision = page.get_latest_revision()
    draft = revision.as_object()
    return {
        "title": draft.title,
        "slug": draft.slug,
        "participation": draft.participation,
        "loaded_revision_id": revision.pk,
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }


@pytest.fixture
def save(opened_form, editor_client):
    """Save the form of a meeting as it is, but for some values; return the response."""

    def post(page, *, publish=False, rows=(), initial=0, headers=None, **values):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = opened_form.copy()
        for name, value in values_of(MeetingPage.objects.get(pk=page.pk)).items():
            form[name] = value
        form.update(nested_form_data(STREAMS))
        form.update(nested_form_data({"participants": inline_formset(list(rows), initial)}))
        for name, value in values.items():
            form.setlist(name, value if isinstance(value, list) else [value])
        if publish:
            form["action-publish"] = "on"
        return editor_client.post(url, dict(form.lists()), headers=headers)

    return post


@pytest.fixture
def save_in_background(save):
    """Save the form of a meeting as autosave does; return the answer."""
    return lambda page, **values: save(
        page, headers={"Accept": "application/json"}, **values
    ).json()


def draft_states(page) -> list[tuple[str, str]]:
    draft = MeetingPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return sorted((item.territory, item.name_used) for item in draft.participants.all())


def austria(**values) -> dict:
    return {"territory": "AT", "name_used": "", **values}


# Participating states


def test_every_state_of_the_network_has_a_tick_box(home, editor_client):
    add = reverse("wagtailadmin_pages:add", args=["meetings", "meetingpage", meetings(home).pk])
    choices = editor_client.get(add).context["form"].fields["network_states"].choices
    assert choices == [("AL", "Albania"), ("SI", "Slovenia")]


def test_ticked_states_are_saved_and_count_as_listed(home, save):
    page = specimen.meeting(home)
    assert save(page, publish=True, network_states=["AL", "SI"]).status_code == 302
    published = MeetingPage.objects.get(pk=page.pk)
    assert [item.territory for item in published.listed_participants] == ["AL", "SI"]
    assert published.participation == "listed"


def test_autosave_tells_the_form_only_what_it_changed(home, save_in_background):
    page = specimen.meeting(home)
    ticked = save_in_background(page, network_states="SI")
    assert ticked["field_updates"]["participation"] == "listed"
    again = save_in_background(page, network_states="SI")
    assert "participation" not in again["field_updates"]


def test_a_state_is_ticked_or_a_row_but_not_both(home, editor_client):
    page = specimen.meeting(home)
    page.participants.add(
        page.participants.model(territory="SI"),
        page.participants.model(territory="AL", name_used="People’s Republic of Albania"),
        page.participants.model(territory="AT"),
    )
    page.save_revision()
    edit = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = edit.context["form"]
    assert form["network_states"].initial == ["SI"]
    rows = [row.instance.territory for row in form.formsets["participants"].forms]
    assert rows == ["AL", "AT"]


def test_ticks_and_rows_survive_repeated_saves(home, save):
    page = specimen.meeting(home)
    for _save in range(2):
        save(page, rows=[austria()], network_states=["SI"])
        assert draft_states(page) == [("AT", ""), ("SI", "")]
    save(page, rows=[austria(name_used="Republic of Austria")], network_states=["AL"])
    assert draft_states(page) == [("AL", ""), ("AT", "Republic of Austria")]


def test_a_published_row_and_its_ticks_are_changed_in_place(home, save):
    page = specimen.meeting(home)
    save(page, publish=True, rows=[austria()], network_states=["SI"])
    stored = {item.territory: item.pk for item in MeetingPage.objects.get().participants.all()}
    save(page, publish=True, rows=[austria(id=stored["AT"])], initial=1, network_states=["SI"])
    assert {
        item.territory: item.pk for item in MeetingPage.objects.get().participants.all()
    } == stored
    save(page, publish=True, rows=[austria(id=stored["AT"])], initial=1, network_states=[])
    assert [item.territory for item in MeetingPage.objects.get().participants.all()] == ["AT"]


def test_a_row_without_a_name_that_a_tick_could_say_is_kept(home, save):
    page = specimen.meeting(home)
    save(page, publish=True, rows=[{"territory": "SI", "name_used": ""}])
    assert [item.territory for item in MeetingPage.objects.get().participants.all()] == ["SI"]


@pytest.mark.parametrize(
    ("ticked", "rows"), [(["SI"], [austria(territory="SI")]), ([], [austria(), austria()])]
)
def test_a_state_chosen_twice_is_an_error_at_its_row(home, save, ticked, rows):
    page = specimen.meeting(home)
    response = save(page, publish=True, rows=rows, network_states=ticked)
    row = response.context["form"].formsets["participants"].forms[-1]
    assert row.errors == {"territory": ["This state is chosen already."]}
    assert save(page, rows=rows, network_states=ticked).status_code == 302, "a draft may wait"


def test_states_contradict_that_none_took_part(home, save):
    page = specimen.meeting(home)
    response = save(page, publish=True, network_states=["SI"], participation="none")
    assert "Some states are chosen" in str(response.context["form"].errors["participation"])


def test_an_unknown_state_is_refused(home, save):
    response = save(specimen.meeting(home), network_states=["XX", "\0"])
    assert "network_states" in response.context["form"].errors


# Copies


def meetings(home):
    return home.get_children().get(slug="meetings")


def copy_url(page) -> str:
    return reverse("copy_meeting", args=[page.pk])


def test_a_copy_keeps_what_meetings_share_and_empties_the_rest(home, editor_client):
    page = specimen.meeting(
        home,
        title="Coordinators in Vienna",
        place="Vienna",
        country="AT",
        host="A ministry",
        kind="ministerial",
        status="held",
        outcome="<p>Agreed.</p>",
        checked_on=date(2020, 1, 1),
        participation="listed",
    )
    page.participants.add(
        page.participants.model(territory="SI"),
        page.participants.model(territory="AT", name_used="Republic of Austria"),
    )
    theme = specimen.theme()
    page.themes.add(theme)
    page.save_revision().publish()
    response = editor_client.get(copy_url(page))
    form = response.context["form"]
    kept = ("title", "place", "country", "host", "kind")
    assert [form[name].value() for name in kept] == [getattr(page, name) for name in kept]
    assert form["themes"].value() == [theme.pk]
    assert form["network_states"].value() == ["SI"]
    assert form["status"].value() == "planned"
    for name in ("start_date", "end_date", "outcome", "checked_on"):
        assert not form[name].value()
    assert not any(len(form[name].value()) for name in STREAMS)
    assert MeetingPage.objects.count() == 1, "nothing is saved yet"


def test_the_form_of_a_copy_creates_a_meeting(home, editor_client):
    page = specimen.meeting(home, participation="listed")
    page.participants.add(page.participants.model(territory="AT", name_used="Republic of Austria"))
    page.save_revision().publish()
    form = querydict_from_html(
        editor_client.get(copy_url(page)).content.decode(), form_id="page-edit-form"
    )
    form.update(nested_form_data(STREAMS))
    form["title"], form["slug"], form["start_date"] = "The next one", "next", "10.12.2030"
    add = reverse("wagtailadmin_pages:add", args=["meetings", "meetingpage", meetings(home).pk])
    assert editor_client.post(add, dict(form.lists())).status_code == 302
    created = MeetingPage.objects.get(slug="next")
    assert created.start_date == date(2030, 12, 10)
    assert draft_states(created) == [("AT", "Republic of Austria")]


@pytest.mark.parametrize(("role", "is_offered"), [(SECRETARIAT_EDITOR, True), (COORDINATOR, False)])
def test_the_menus_of_a_meeting_offer_a_copy_to_those_who_may_add_one(
    home, editor, editor_client, role, is_offered
):
    editor.groups.set([Group.objects.get(name=role.name)])
    page = specimen.meeting(home)
    edit = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    listing = editor_client.get(reverse("wagtailadmin_explore", args=[meetings(home).pk]))
    for response in (edit, listing):
        assert response.status_code == 200
        assert (copy_url(page) in response.content.decode()) == is_offered


def test_only_those_who_may_add_a_meeting_copy_one(home, client, editor_client):
    page = specimen.meeting(home)
    for translated in (meetings(home).specific, page):
        specimen.translate(translated, "mk")
    translation = MeetingPage.objects.get(locale__language_code="mk")
    assert "login" in client.get(copy_url(page)).url
    assert editor_client.get(copy_url(translation)).status_code == 302
    assert editor_client.post(copy_url(page)).status_code == 405


def test_a_meeting_that_does_not_exist_has_no_copy(editor_client):
    assert editor_client.get(reverse("copy_meeting", args=[999_999])).status_code == 404


# Warnings


def warnings(page) -> str:
    return " ".join(map(str, page.editor_warnings()))


def test_a_planned_meeting_in_the_past_is_noticed(home):
    yesterday = timezone.localdate() - timedelta(days=1)
    page = specimen.meeting(home, start_date=yesterday, status="planned")
    assert "Was it held?" in warnings(page)
    page.end_date = timezone.localdate()
    assert not page.editor_warnings()


def test_a_meeting_entered_twice_is_noticed_with_a_link(home):
    earlier = specimen.meeting(home, title="Vienna & Graz", kind="other")
    same_title = specimen.meeting(home, "b", title="VIENNA & GRAZ", start_date=date(2001, 1, 1))
    same_date = specimen.meeting(home, "c", title="In Vienna", kind="other")
    link = reverse("wagtailadmin_pages:edit", args=[earlier.pk])
    for page in (same_title, same_date):
        assert f'<a href="{link}">Vienna &amp; Graz' in warnings(page)


def test_few_of_many_similar_meetings_are_read_in_one_query(home, django_assert_num_queries):
    page = specimen.meeting(home)
    for number in range(MAX_SIMILAR + 1):
        specimen.meeting(home, f"similar-{number}")
    with django_assert_num_queries(1) as queries:
        assert len(page._similar_records()) == MAX_SIMILAR
    assert f"LIMIT {MAX_SIMILAR}" in queries[0]["sql"]
    page.title, page.start_date = "", None
    with django_assert_num_queries(0):
        assert not page._similar_records()


def test_meetings_of_another_kind_may_be_on_one_day(home):
    specimen.meeting(home, kind="other")
    assert not specimen.meeting(home, "b", title="Another", kind="ministerial").editor_warnings()


def test_a_translation_is_not_its_source_entered_twice(home):
    page = specimen.meeting(home)
    for translated in (meetings(home).specific, page):
        specimen.translate(translated, "mk")
    assert not page.editor_warnings()


def test_warnings_stand_in_the_form_and_stop_nothing(home, editor_client, save):
    specimen.meeting(home)
    page = specimen.meeting(home, "b")
    edit = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Is this the same as" in edit.content.decode()
    assert save(page, publish=True).status_code == 302


def test_autosave_brings_the_warnings_up_to_date(home, save_in_background):
    page = specimen.meeting(home)
    specimen.meeting(home, "b", title="Earlier")
    answer = save_in_background(page, title="Earlier")
    assert answer["success"]
    assert "Is this the same as" in answer["html"]
