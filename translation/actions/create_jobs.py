"""Creation of the jobs of one object, such as those that follow from its publication."""

from django.contrib.contenttypes.models import ContentType

from translation.models import JobBatch, TranslationJob
from translation.tasks import enqueue_job


def create_jobs(kind, instance, locales: list, user=None) -> JobBatch | None:
    """Create and enqueue one job of this kind for an object and each of the locales.

    Return their batch; ``None`` if there are no locales.
    """
    if not locales:
        return None
    batch = JobBatch.objects.create(
        title=str(instance)[:255],
        request_data={"from": instance.locale.language_code},
        requested_by=user,
    )
    content_type = ContentType.objects.get_for_model(instance)
    for locale in locales:
        enqueue_job(
            TranslationJob.objects.create(
                batch=batch,
                kind=kind,
                content_type=content_type,
                translation_key=instance.translation_key,
                title=str(instance)[:255],
                locale=locale,
            )
        )
    return batch
