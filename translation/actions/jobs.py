"""The functions that do the work of background jobs, one for each kind of job.

A function that waits for something slow, such as another server, has no transaction meanwhile.
"""

from collections.abc import Callable
from functools import wraps

from django.db import transaction

from core.languages import source_language
from core.site_tree import is_object_of_site, objects_of_site
from translation.models import Assignment, TranslationJob

from .derive import DeriveScript
from .pretranslate import PretranslateSegments
from .start import StartTranslation
from .synchronise import SynchroniseTranslation


def in_one_transaction(work: Callable[[TranslationJob], None]) -> Callable[[TranslationJob], None]:
    """Decorate a job function to store all or nothing, and not at the same time as another attempt.

    The function may raise anything; then nothing is stored.
    """

    @wraps(work)
    def run(job: TranslationJob) -> None:
        with transaction.atomic():
            job.lock()
            work(job)

    return run


def _origin(job: TranslationJob):
    """Return a query set of the object of the job in the language that it is made from."""
    return (
        objects_of_site(job.content_type.model_class())
        .filter(
            translation_key=job.translation_key,
            locale__language_code=job.batch.request_data.get("from", source_language().code),
        )
        .select_related("locale")
    )


def _assignments(job: TranslationJob):
    """Return a query set of the assignment of the job, which may be gone."""
    return Assignment.objects.filter(
        translation__source__object_id=job.translation_key,
        translation__source__locale__language_code=job.batch.request_data["from"],
        translation__target_locale=job.locale,
    )


@in_one_transaction
def run_send_job(job: TranslationJob) -> None:
    origin = _origin(job).get()
    StartTranslation(job.batch.requested_by, origin, job.locale, job.batch.request_data).execute()


@in_one_transaction
def run_derive_job(job: TranslationJob) -> None:
    """Give the derived object the state of its origin: published, unpublished or deleted.

    A derived page outside the tree of the site stays as it is.
    """
    origin, user = _origin(job).first(), job.batch.requested_by
    model = job.content_type.model_class()
    derived = model.objects.filter(translation_key=job.translation_key, locale=job.locale).first()
    if derived and not is_object_of_site(derived):
        return
    if origin and origin.live:
        DeriveScript(user, origin, job.locale).execute()
    elif derived and origin:
        derived.unpublish(user=user)
    elif derived:
        derived.delete()


@in_one_transaction
def run_synchronise_job(job: TranslationJob) -> None:
    for assignment in _assignments(job):
        SynchroniseTranslation(job.batch.requested_by, assignment).execute()


def run_pretranslate_job(job: TranslationJob) -> None:
    """Store one chunk after the other, each in a transaction of its own."""
    for assignment in _assignments(job):
        PretranslateSegments(job, assignment).execute()
