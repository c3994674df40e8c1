"""The private API of Wagtail and wagtail-localize that this app uses is still what it was."""

from inspect import signature
from types import SimpleNamespace
from uuid import UUID

import pytest
from wagtail import hooks
from wagtail.models import copying
from wagtail_localize.models import Template, TranslationContext, TranslationSource

from tests import specimens as specimen
from translation import wagtail_internals
from translation.actions.drafts import create_drafts

pytestmark = pytest.mark.django_db


def test_hooks_of_a_module_can_be_unregistered():
    def hook():
        """Belong to this module."""

    with hooks.register_temporarily([("a_hook", hook), ("another_hook", hook)]):
        wagtail_internals.unregister_hooks({__name__}, kept={"another_hook"})
        assert hook not in hooks.get_hooks("a_hook")
        assert hook in hooks.get_hooks("another_hook")
        hooks.register("a_hook", hook)  # for the end of the context, which takes it away


def test_the_ids_of_contexts_and_strings_are_those_that_are_stored(home):
    page = specimen.content(home, title="About us")
    source, _created = TranslationSource.update_or_create_from_instance(page)
    segment = source.stringsegment_set.select_related("context", "string").first()
    path_id = wagtail_internals.context_path_id(segment.context.path)
    data_hash = wagtail_internals.string_data_hash(segment.string.data)
    assert isinstance(path_id, UUID)
    assert (path_id, data_hash) == (segment.context.path_id, segment.string.data_hash)


def test_the_paths_of_fields_are_those_that_are_stored_and_nothing_is_saved(home):
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("text", "<p>Who we are.</p>"))
    page.save()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    contexts = TranslationContext.objects.filter(object_id=source.object_id)
    paths = {item.path: item.get_field_path(page) for item in contexts}
    assert "body.text" in paths.values()
    count = TranslationContext.objects.count()
    for path, field_path in paths.items():
        assert wagtail_internals.context_field_path(path, page) == field_path
    assert TranslationContext.objects.count() == count


def test_the_ids_of_templates_are_those_that_are_stored():
    value = SimpleNamespace(format="html", template="<p><text position=0></p>", string_count=1)
    expected = Template.from_value(value).uuid
    assert wagtail_internals.template_uuid(value.format, value.template) == expected


def test_a_draft_is_the_copy_that_wagtail_makes(home, locale):
    """But for its place and revision, and the keys of its child objects, which are not saved."""
    page = specimen.meeting(
        home,
        themes=[specimen.theme()],
        participants=[specimen.MeetingParticipant(territory="MK")],
    )
    wanted = locale("mk")
    create_drafts(page.get_parent().specific, [wanted])
    draft = wagtail_internals.copied_into(wanted, wagtail_internals.with_relations(page))
    copied = page.copy_for_translation(wanted)
    assert (draft.pk, draft.locale) == (None, copied.locale)
    assert [item.territory for item in draft.participants.all()] == ["MK"]
    assert list(draft.themes.all()) == list(copied.themes.all())
    present, expected = draft.serializable_data(), copied.serializable_data()
    different = {name for name, value in present.items() if value != expected[name]}
    place = {"pk", "path", "depth", "url_path"}
    keys = {"latest_revision", "latest_revision_created_at", "participants"}
    assert different == place | keys


def test_wagtail_still_copies_other_relations_with_these_arguments():
    """No type of pages has such a relation today."""
    names = list(signature(copying._copy_m2m_relations).parameters)
    assert names[:3] == ["source", "target", "exclude_fields"]


def test_a_changed_relation_is_told_from_what_is_stored(home):
    page = wagtail_internals.with_relations(specimen.meeting(home))
    assert "themes" in wagtail_internals.changed_relations(page), "nothing is known yet"
    wagtail_internals.remember_stored_relations(page)
    assert wagtail_internals.changed_relations(page) == []
    page.themes = [specimen.theme()]
    assert wagtail_internals.changed_relations(page) == ["themes"]
