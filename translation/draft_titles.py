"""The translated title as ``draft_title``, for Wagtail's page explorer, before publication.

wagtail-localize copies the translated title there without a check of its length. A title longer
than the column is an error on PostgreSQL, and the translation is not saved. The receiver of this
module replaces that of wagtail-localize and cuts the copy to the length of the column.
"""

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, post_save_string_translation


def register() -> None:
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_save.connect(
        update_draft_title, sender=StringTranslation, dispatch_uid="translation draft title"
    )


def update_draft_title(instance: StringTranslation, **kwargs) -> None:
    if instance.context.path == "title":
        longest = Page._meta.get_field("draft_title").max_length
        Page.objects.filter(
            translation_key=instance.context.object_id, locale_id=instance.locale_id
        ).update(draft_title=instance.data[:longest])
