"""Another language beside the texts of the editor."""

import pytest
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.review import ApproveTranslation, SubmitForReview

from .conftest import translate_segments
from .test_segment_views import save_segment, segment_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def publish_translation(send_to_translation, translator, reviewer, page):
    """Publish a translation of the page: ``publish_translation("hr")``."""

    def publish(code: str, change=lambda text: f"Prijevod {text}"):
        assignment, person = send_to_translation(code, page), translator(code)
        translate_segments(person, assignment, change)
        SubmitForReview(person, assignment, despite_warnings=True).execute()
        ApproveTranslation(reviewer(code), assignment, assignment.revision_id).execute()
        return assignment

    return publish


def reference_texts(client, assignment, code: str):
    url = reverse("translation:reference_texts", args=[assignment.pk])
    return client.get(url, {"language": code})


def test_the_published_texts_of_another_language_are_shown_by_segment(
    publish_translation, send_to_translation, translator, client_for, page
):
    publish_translation("hr")
    assignment = send_to_translation("bs", page)
    segment = segment_of(assignment, "Who we")
    answer = reference_texts(client_for(translator("bs")), assignment, "hr").json()
    assert answer["tag"] == "hr"
    assert answer["texts"][str(segment.pk)] == "Prijevod Who we are."


def test_a_text_that_is_not_published_is_not_shown(
    publish_translation, send_to_translation, translator, client_for, page
):
    published = publish_translation("hr")
    segment = segment_of(published, "Who we")
    save_segment(client_for(translator("hr", "other")), published, segment, "Samo nacrt.")
    assignment = send_to_translation("bs", page)
    texts = reference_texts(client_for(translator("bs")), assignment, "hr").json()["texts"]
    assert "Samo nacrt." not in texts.values()


def test_a_translation_that_was_unpublished_is_not_offered(
    publish_translation, send_to_translation, translator, client_for, page
):
    publish_translation("hr").translation.get_target_instance().unpublish()
    assignment = send_to_translation("bs", page)
    assert reference_texts(client_for(translator("bs")), assignment, "hr").status_code == 404


def test_only_published_languages_are_offered_and_related_ones_come_first(
    publish_translation, send_to_translation, translator, client_for, page
):
    publish_translation("sq")
    publish_translation("hr")
    send_to_translation("mk", page)
    assignment, client = send_to_translation("bs", page), client_for(translator("bs"))
    html = client.get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    offered = [code for code in ("hr", "sq", "mk") if f'<option value="{code}"' in html]
    assert offered == ["hr", "sq"]
    assert html.index('<option value="hr"') < html.index('<option value="sq"')
    assert reference_texts(client, assignment, "mk").status_code == 404
    assert reference_texts(client, assignment, "bs").status_code == 404


def test_the_other_script_shows_the_texts_as_they_are_written_now(
    send_to_translation, translator, client_for, page
):
    assignment, client = send_to_translation("sr-cyrl", page), client_for(translator("sr-cyrl"))
    save_segment(client, assignment, segment_of(assignment, "Who we"), "Ко смо ми.")
    texts = reference_texts(client, assignment, "sr-latn").json()["texts"]
    assert texts[str(segment_of(assignment, "Who we").pk)] == "Ko smo mi."


def test_a_stranger_sees_no_texts_of_other_languages(
    publish_translation, send_to_translation, translator, client_for, page
):
    publish_translation("hr")
    assignment = send_to_translation("bs", page)
    assert reference_texts(client_for(translator("mk")), assignment, "hr").status_code != 200
