"""The translated title in the explorer's lists while the page is still being translated.

wagtail-localize copies it there as it is typed, also when it is longer than the column: an error
on PostgreSQL, and the translator's words are lost. This keeps them and shows what fits.
"""

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, post_save_string_translation


def register() -> None:
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_save.connect(show_title, sender=StringTranslation, dispatch_uid="translation draft title")


def show_title(instance: StringTranslation, **kwargs) -> None:
    if instance.context.path == "title":
        longest = Page._meta.get_field("draft_title").max_length
        Page.objects.filter(
            translation_key=instance.context.object_id, locale_id=instance.locale_id
        ).update(draft_title=instance.data[:longest])
