"""What the jobs of each kind do, from the order that the job belongs to."""

from core.languages import source
from translation.models import Assignment, Job

from .derive import DeriveScript
from .follow import FollowSource
from .start import StartTranslation


def _origin(job: Job):
    """The object that the job is about, in the language it was written in, as a query set."""
    return job.content_type.model_class().objects.filter(
        translation_key=job.translation_key,
        locale__language_code=job.batch.order.get("from", source().code),
    )


def send(job: Job) -> None:
    StartTranslation(
        job.batch.ordered_by, _origin(job).get(), job.locale, job.batch.order
    ).execute()


def derive(job: Job) -> None:
    """Make the derived script what its origin is: published, unpublished or gone."""
    origin, user = _origin(job).first(), job.batch.ordered_by
    model = job.content_type.model_class()
    derived = model.objects.filter(translation_key=job.translation_key, locale=job.locale).first()
    if origin and origin.live:
        DeriveScript(user, origin, job.locale).execute()
    elif derived and origin:
        derived.unpublish(user=user)
    elif derived:
        derived.delete()


def follow(job: Job) -> None:
    work = Assignment.objects.filter(
        translation__source__object_id=job.translation_key,
        translation__source__locale__language_code=job.batch.order["from"],
        translation__target_locale=job.locale,
    )
    for assignment in work:
        FollowSource(job.batch.ordered_by, assignment).execute()
