"""The functions that do the work of background jobs, one for each kind of job."""

from core.languages import source_language
from translation.models import Assignment, TranslationJob

from .derive import DeriveScript
from .start import StartTranslation
from .synchronise import SynchroniseTranslation


def _origin(job: TranslationJob):
    """Return a query set of the object of the job in the language that it is made from."""
    return (
        job.content_type.model_class()
        .objects.filter(
            translation_key=job.translation_key,
            locale__language_code=job.batch.request_data.get("from", source_language().code),
        )
        .select_related("locale")
    )


def run_send_job(job: TranslationJob) -> None:
    origin = _origin(job).get()
    StartTranslation(job.batch.requested_by, origin, job.locale, job.batch.request_data).execute()


def run_derive_job(job: TranslationJob) -> None:
    """Give the derived object the state of its origin: published, unpublished or deleted."""
    origin, user = _origin(job).first(), job.batch.requested_by
    model = job.content_type.model_class()
    derived = model.objects.filter(translation_key=job.translation_key, locale=job.locale).first()
    if origin and origin.live:
        DeriveScript(user, origin, job.locale).execute()
    elif derived and origin:
        derived.unpublish(user=user)
    elif derived:
        derived.delete()


def run_synchronise_job(job: TranslationJob) -> None:
    assignments = Assignment.objects.filter(
        translation__source__object_id=job.translation_key,
        translation__source__locale__language_code=job.batch.request_data["from"],
        translation__target_locale=job.locale,
    )
    for assignment in assignments:
        SynchroniseTranslation(job.batch.requested_by, assignment).execute()
