"""The private API of Wagtail and wagtail-localize that this app uses is still what it was."""

from uuid import UUID

import pytest
from wagtail import hooks
from wagtail_localize.models import TranslationSource

from tests import specimens as specimen
from translation import wagtail_internals

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
