"""Adds milestones to the page of the history, and removes them again."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _

from core.dates import DatePrecision, date_range_error
from home.models import HistoryPage

from .choices import ObjectVisibility
from .convert.rich_text import inline_rich_text
from .plan import PlannedObject, published_on
from .writing import ExportWriter

MAX_TITLE = 120


class MilestoneWriter:
    """Adds all milestones in one revision. Drafts of other people are not published with it."""

    def __init__(self, writer: ExportWriter):
        self.writer = writer
        self.page = HistoryPage.objects.child_of(writer.home).first()

    def write(self, milestones: list[PlannedObject]) -> None:
        if not milestones:
            return
        if self.page is None:
            for planned in milestones:
                error = ValidationError(_("The site has no page of its history."))
                self.writer.add_problem(planned, error)
            return
        draft = self.page.get_latest_revision_as_object()
        raw = [*draft.milestones.raw_data]
        is_public = self.page.live and not self.page.has_unpublished_changes
        for planned in milestones:
            block_id = str(uuid.uuid4())
            try:
                value = self._value(planned)
            except ValidationError as error:
                self.writer.add_problem(planned, error)
                continue
            raw.append({"type": "milestone", "value": value, "id": block_id})
            is_public = is_public and planned.visibility == ObjectVisibility.LIVE
            self.writer.created.add(self.page, {"milestone": block_id})
            self.writer.site.pages[planned.item.uid] = self.page
        save_milestones(draft, raw, self.writer.user, is_public)
        if not is_public:
            milestones[-1].note(_("The history has a draft with it: publish it yourself."))

    def _value(self, planned: PlannedObject) -> dict:
        moment = published_on(planned)
        day = moment.astimezone(self.writer.plan.mapping.time_zone).date() if moment else None
        values = planned.values
        start = values.get("start_date") or day or self.writer.plan.now.date()
        if "start_date" not in values:
            planned.note(_("The date is that of the publication on the old site: check it."))
        text = inline_rich_text(self.writer.text(planned).convert())
        summary = escape(planned.item.text("description"))
        end, precision = values.get("end_date"), values.get("date_precision", DatePrecision.DAY)
        if precision not in DatePrecision.values:
            message = _("“%(name)s” has a value of the wrong kind.")
            raise ValidationError(message % {"name": "date_precision"})
        if end and (problem := date_range_error(start, end, precision)):
            raise ValidationError(problem)
        return {
            "start_date": start.isoformat(),
            "end_date": end.isoformat() if end else None,
            "date_precision": precision,
            "date_note": "",
            "title": str(values.get("title") or planned.title)[:MAX_TITLE],
            "text": text or f"<p>{summary or escape(planned.title)}</p>",
            "picture": [],
            "page": None,
        }


def save_milestones(page: HistoryPage, raw: list, user, publish: bool) -> None:
    """Save a revision of the history with these milestones; publish it if ``publish`` is true."""
    block = page._meta.get_field("milestones").stream_block
    page.milestones = block.to_python(raw)
    for child in page.milestones:
        child.value  # noqa: B018 - converts the raw value, which a stream does on access only
    page.full_clean()
    revision = page.save_revision(user=user, clean=False)
    if publish:
        revision.publish(user=user, skip_permission_checks=True)
