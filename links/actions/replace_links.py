"""Replace the links to an object by links to another one, wherever they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, TranslatableMixin

from core.languages import source_language
from core.site_tree import IN_SITE_TREE
from links.replacement import Replacements, linked_places, place_label, with_replaced_links
from links.usage import (
    LinkPlace,
    affected_objects,
    is_translated,
    links_by_id,
    links_of_other_kinds,
)


@dataclass
class ReplacementPlan:
    """The links that will be replaced, and by reason those that will not.

    ``sources`` are the objects to change. Their translations follow by themselves.
    """

    sources: list[Model] = field(default_factory=list)
    replaced: list[LinkPlace] = field(default_factory=list)
    left: dict[str, list[LinkPlace]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reason: str, places: list[LinkPlace]) -> None:
        if reason:
            self.left[reason] += places
        else:
            self.replaced += places


class ReplaceLinks:
    """Replace the links to an object, and to its translations, in what is published and in drafts.

    What else was changed in a draft stays unpublished. Only objects of the source language are
    changed: their publication brings the new links into the translations. What the translators
    themselves chose stays. The hook ``register_links_kept_by_translators`` tells: it receives
    translated objects and the query set of what they link to, and returns the ids of the former
    that will not follow.
    """

    def __init__(self, user, old: Model, new: Model):
        self.user, self.old, self.new = user, old, new

    def check(self) -> None:
        """Raise ``ValidationError`` if the new object cannot stand where the old one does."""
        if type(self.new) is not type(self.old) or self.new == self.old:
            raise ValidationError(_("Choose another one of the same kind."))
        if isinstance(self.old, TranslatableMixin) and self.new.locale_id != self.old.locale_id:
            raise ValidationError(_("Choose one in the same language."))
        if isinstance(self.new, DraftStateMixin) and not self.new.live:
            raise ValidationError(_("Readers cannot open this yet. Publish it first."))

    @transaction.atomic
    def execute(self) -> ReplacementPlan:
        """Return what was replaced and what was left."""
        self.check()
        # Nobody shall publish one of the pages between the plan and the change.
        list(self._pages().select_for_update(of=("self",), no_key=True).values("pk"))
        plan = self.plan()
        for source in plan.sources:
            if isinstance(source, Page):
                self._change_page(source)
            else:
                self._changed(source).save()
                self._log(source)
        return plan

    def plan(self) -> ReplacementPlan:
        plan, reasons = ReplacementPlan(), {}
        for source in self._sources():
            reason = reasons[getattr(source, "translation_key", source)] = self._reason(source)
            plan.add(reason, list(self._places(source)))
            if not reason:
                plan.sources.append(source)
        by_translators = _("For the translators: they chose it, or their text is not up to date")
        translated = [place for place in self._links if is_translated(place[0])]
        kept = {
            pk
            for hook in hooks.get_hooks("register_links_kept_by_translators")
            for pk in hook([source for source, *_place in translated], self._old_objects)
        }
        for place in translated:
            reason = reasons.get(place[0].translation_key, by_translators)
            plan.add(by_translators if place[0].pk in kept else reason, [place])
        if others := links_of_other_kinds(self._old_objects):
            plan.add(_("To be changed by hand"), others)
        return plan

    @cached_property
    def _old_objects(self) -> QuerySet:
        return affected_objects(self.old, and_below=False)

    @cached_property
    def _replacements(self) -> Replacements:
        """Each language version with that of the new object, which may lack the language."""
        versions = affected_objects(self.new, and_below=False)
        new = {getattr(item, "locale_id", None): item for item in versions}
        type_id = ContentType.objects.get_for_model(self._old_objects.model).pk
        return {
            (type_id, str(item.pk)): (item, new.get(getattr(item, "locale_id", None), self.new))
            for item in self._old_objects
        }

    @cached_property
    def _links(self) -> list[LinkPlace]:
        return links_by_id(self._old_objects)

    def _pages(self) -> QuerySet:
        """Return the pages of the source language that may link: the index knows no drafts."""
        linking = [source.pk for source, *_place in self._links if isinstance(source, Page)]
        pages = Page.objects.filter(IN_SITE_TREE, locale__language_code=source_language().code)
        has_draft = Q(live=False) | Q(has_unpublished_changes=True)
        pages = pages.filter(has_draft | Q(pk__in=linking)).exclude(depth=1)
        if isinstance(self.old, Page):
            pages = pages.exclude(pk__in=self._old_objects.values("pk"))
        return pages.order_by("pk")

    def _sources(self) -> Iterator[Model]:
        pages = self._pages().select_related("locale").specific()
        yield from (page for page in pages if any(self._places(page)))
        others = [source for source, *_place in self._links if not isinstance(source, Page)]
        yield from (source for source in dict.fromkeys(others) if not is_translated(source))

    def _places(self, source: Model) -> Iterator[LinkPlace]:
        if getattr(source, "live", True):
            for path, *_pair in linked_places(source, self._replacements):
                yield source, place_label(source, path), False
        if draft := _draft(source):
            for path, *_pair in linked_places(draft, self._replacements):
                label = _("%(place)s (draft)") % {"place": place_label(source, path)}
                yield source, label, False

    def _reason(self, source: Model) -> str:
        """Return why the links of an object are left; empty if they are not."""
        if source == self.new:
            return _("It would link to itself")
        if isinstance(source, Page):
            may_change = source.permissions_for_user(self.user)
            may_change = may_change.can_edit() and may_change.can_publish()
            lock = source.get_lock()
            if source.workflow_in_progress or (lock and lock.for_user(self.user)):
                return _("Locked, in review or scheduled")
        else:
            may_change = AdminURLFinder(self.user).get_edit_url(source)
        if not may_change:
            return _("You may not publish it")
        if getattr(source, "live", True):
            try:
                self._changed(source).full_clean()
            except ValidationError as error:
                return " ".join(error.messages)
        return ""

    def _changed(self, instance: Model) -> Model:
        return with_replaced_links(instance, self._replacements)

    def _change_page(self, page: Page) -> None:
        has_draft = _draft(page) is not None
        if page.live:
            revision = self._save_revision(self._changed(page))
            revision.publish(user=self.user, skip_permission_checks=True)
        if has_draft:
            # The draft is what follows the published version again.
            present = type(page).objects.get(pk=page.pk)
            stored = page.latest_revision
            draft = self._changed(present.with_content_json(stored.content) if stored else present)
            if not present.live:
                draft.save(clean=False)
            self._save_revision(draft)

    def _save_revision(self, page: Page):
        revision = page.save_revision(user=self.user, clean=False)
        self._log(page, revision)
        return revision

    def _log(self, source: Model, revision=None) -> None:
        titles = {"old": str(self.old), "new": str(self.new)}
        log(source, "links.replace", user=self.user, revision=revision, data=titles)


def _draft(source: Model) -> Model | None:
    """Return the latest version of a page, if it is not the published one."""
    is_published = not isinstance(source, Page) or (
        source.live and not source.has_unpublished_changes
    )
    return None if is_published else source.get_latest_revision_as_object()
