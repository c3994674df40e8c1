"""What the jobs of each kind do, from the order that the job belongs to."""

from translation.models import Job

from .send import StartTranslation


def _instance(job: Job, code: str | None = None):
    """The object that the job is about, in the language it was written in."""
    model = job.content_type.model_class()
    return model.objects.get(
        translation_key=job.translation_key,
        locale__language_code=code or job.batch.order.get("from", "en"),
    )


def send(job: Job) -> None:
    StartTranslation(job.batch.ordered_by, _instance(job), job.locale, job.batch.order).execute()


def derive(job: Job) -> None:
    raise NotImplementedError


def follow(job: Job) -> None:
    raise NotImplementedError
