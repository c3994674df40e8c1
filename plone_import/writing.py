"""Writes the planned objects: files, pages in two passes, milestones, translations, redirects."""

from collections.abc import Callable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Collection, Page

from core.languages import source_language
from core.non_page_routes import validate_slug_not_reserved
from home.models import ContentPage, HomePage
from meetings.models import MeetingIndexPage

from .choices import ImportResult, ObjectVisibility
from .convert.links import PloneLinks
from .convert.page_fields import PLANNED_PAGES, PlannedPage
from .convert.targets import PlannedText, SiteObjects
from .convert.uploads import UploadedFiles, create_private_collection
from .created_objects import CreatedObjects
from .models import ImportedObject
from .plan import ImportPlan, PlannedObject, published_on

Progress = Callable[[str, int, int], None]


class ExportWriter:
    """Writes what is new in a plan. It is called within a transaction.

    ``problems``: why the import has to be refused; each names the object.
    """

    def __init__(self, plan: ImportPlan, user, uploads: UploadedFiles, progress: Progress):
        self.plan, self.user, self.uploads, self.progress = plan, user, uploads, progress
        self.links = PloneLinks(plan.export, plan.mapping.old_addresses)
        self.site, self.created = SiteObjects(), CreatedObjects()
        self.problems: list[str] = []
        self.home = HomePage.objects.filter(locale__language_code=source_language().code).first()
        if self.home is None:
            raise ValidationError(_("The site has no home page yet: run set_up first."))
        self._private: Collection | None = None
        self._pages: dict[str, PlannedPage] = {}

    def write_files_and_pages(self) -> None:
        self._load_known()
        self._write_files()
        self._create_pages()
        self._set_addresses()
        self._fill_pages()

    def new_objects(self, *results: ImportResult) -> list[PlannedObject]:
        return [item for item in self.plan.objects.values() if item.result in results]

    def new_pages(self) -> list[PlannedObject]:
        return [item for item in self.plan.objects.values() if item.item.uid in self._pages]

    def planned_page(self, planned: PlannedObject) -> PlannedPage:
        """Return the page of a source, or a page to compare the texts of a translation with."""
        if planned.item.uid in self._pages:
            return self._pages[planned.item.uid]
        source = planned.source or planned
        # The page of an earlier import has no result that says its type.
        model = self.site.pages[source.item.uid].specific_class
        kinds = {kind.model: kind for kind in PLANNED_PAGES.values()}
        return kinds[model](self.plan, self.site, planned)

    def text(self, planned: PlannedObject) -> PlannedText:
        return PlannedText(self.plan, self.links, self.site, planned)

    def add_problem(self, planned: PlannedObject, error: ValidationError) -> None:
        for message in error.messages:
            self.problems.append(f"/{planned.item.path}: {message}")

    # What earlier imports brought over

    def _load_known(self) -> None:
        for record in ImportedObject.objects.prefetch_related("target"):
            target = record.target
            if record.address:
                self.site.addresses[record.uid] = record.address
            elif isinstance(target, Page):
                self.site.pages[record.uid] = target
            elif target is not None and record.result == ImportResult.PICTURE:
                self.site.pictures[record.uid] = target
            elif target is not None and record.result == ImportResult.DOCUMENT:
                self.site.documents[record.uid] = target

    # Files

    def _write_files(self) -> None:
        files = self.new_objects(ImportResult.PICTURE, ImportResult.DOCUMENT)
        leads = [
            planned
            for planned in self.plan.objects.values()
            if (planned.is_page or planned.result == ImportResult.MERGED)
            and planned.item.blob("image")
        ]
        for number, planned in enumerate([*files, *leads], start=1):
            self.progress(_("Files"), number, len(files) + len(leads))
            try:
                self._write_file(planned)
            except ValidationError as error:
                if planned in files:
                    planned.result = ImportResult.NOT_MAPPED
                planned.note(_("The file is not accepted: %s") % " ".join(error.messages))

    def _write_file(self, planned: PlannedObject) -> None:
        item, blob = planned.item, planned.item.blob("image")
        if planned.result == ImportResult.PICTURE and planned.visibility == ObjectVisibility.DRAFT:
            # A public page with a picture of a private collection would have a gap.
            planned.result = ImportResult.LEFT_OUT
            planned.note(_("A picture in a folder that is not public."))
            return
        if planned.result == ImportResult.DOCUMENT:
            blob = item.blob("file") or item.blob("image")
            if blob is None:
                raise ValidationError(_("It has no file."))
            collection = (
                None if planned.visibility != ObjectVisibility.DRAFT else self._private_collection()
            )
            title = item.title or blob.filename
            self.site.documents[item.uid] = self.uploads.document(blob, title, collection)
            self.created.add(self.site.documents[item.uid])
            if collection:
                planned.note(_("Only people who have logged in can read it."))
            return
        caption = item.text("image_caption") if planned.is_page else ""
        title = caption or item.title or blob.filename
        self.site.pictures[item.uid] = self.uploads.picture(blob, title)
        self.created.add(self.site.pictures[item.uid])

    def _private_collection(self) -> Collection:
        if self._private is None:
            self._private = create_private_collection(_("Not public on the old site"))
            self.created.add(self._private)
        return self._private

    # Pages, first as drafts with a title, so that texts can refer to all of them

    def _create_pages(self) -> None:
        pages = [item for item in self.plan.objects.values() if item.is_page]
        for number, planned in enumerate(pages, start=1):
            self.progress(_("Pages"), number, len(pages))
            planned_page = PLANNED_PAGES[planned.result](self.plan, self.site, planned)
            page = planned_page.new()
            try:
                parent = self._parent(planned, planned_page)
                page.locale, page.live, page.owner = self.home.locale, False, self.user
                page.slug = self._slug(planned, page.slug, parent)
                page.show_in_menus = page.show_in_menus or self._is_in_menu(planned, parent)
                planned_page.check(page)
                parent.add_child(instance=page)
            except ValidationError as error:
                self.add_problem(planned, error)
                continue
            self.created.add(page)
            self._pages[planned.item.uid] = planned_page
            self._register(planned, page)

    def _register(self, planned: PlannedObject, page: Page) -> None:
        members = [planned, planned.default_page, *planned.translations.values()]
        for member in [item for item in members if item]:
            self.site.pages[member.item.uid] = page
            if member.default_page:
                self.site.pages[member.default_page.item.uid] = page

    def _parent(self, planned: PlannedObject, planned_page: PlannedPage) -> Page:
        if planned_page.section:
            section = planned_page.section.objects.child_of(self.home).first()
            if section is None:
                raise ValidationError(_("The site has no section that this belongs to."))
            return section
        for above in self.plan.parents(planned):
            page = self.site.pages.get(above.item.uid)
            if page is not None and page.specific_class is ContentPage:
                return Page.objects.get(pk=page.pk)
        return Page.objects.get(pk=self.home.pk)

    def _slug(self, planned: PlannedObject, wanted: str, parent: Page) -> str:
        """Return the old id as a slug; another one if it is taken here."""
        name = planned.item.id.rpartition(".")[0] or planned.item.id
        slug = slugify(wanted or name)[:200] or slugify(planned.title)[:200] or "page"
        try:
            validate_slug_not_reserved(slug, parent)
        except ValidationError:
            slug = f"{slug}-page"
        available = find_available_slug(parent, slug)
        if available != (wanted or planned.item.id):
            planned.note(_("Its address word here is “%s”.") % available)
        return available

    def _is_in_menu(self, planned: PlannedObject, parent: Page) -> bool:
        is_top = planned.item.is_folder and parent.pk == self.home.pk
        return is_top and not planned.item.flag("exclude_from_nav")

    # Objects that lead somewhere else

    def _set_addresses(self) -> None:
        meetings = MeetingIndexPage.objects.child_of(self.home).first()
        for planned in self.new_objects(ImportResult.REDIRECT, ImportResult.LEFT_OUT):
            uid, rule, url = planned.item.uid, planned.rule, planned.item.text("remoteUrl")
            if rule and rule.to:
                self._set_address(uid, rule.to)
            elif planned.result == ImportResult.LEFT_OUT:
                continue
            elif url:
                self._set_remote_address(planned, url)
            elif meetings and self.plan.lists_events(planned.item):
                self.site.pages[uid] = meetings
            else:
                self.site.pages[uid] = next(
                    (
                        self.site.pages[above.item.uid]
                        for above in self.plan.parents(planned)
                        if above.item.uid in self.site.pages
                    ),
                    self.home,
                )

    def _set_address(self, uid: str, address: str) -> None:
        """Set the target of a rule, which may be the path of a page here."""
        below = address.strip("/").partition("/")[2]
        page = Page.objects.filter(url_path=f"{self.home.url_path}{below}/").first()
        if page and address.strip("/").partition("/")[0] == source_language().tag and below:
            self.site.pages[uid] = page.specific
        else:
            self.site.addresses[uid] = address

    def _set_remote_address(self, planned: PlannedObject, url: str) -> None:
        target = self.links.resolve(url.replace("${portal_url}", ""), planned.item)
        if target.address.startswith(("http://", "https://")):
            self.site.addresses[planned.item.uid] = target.address
        elif target.item and target.item.uid in self.site.pages:
            self.site.pages[planned.item.uid] = self.site.pages[target.item.uid]
        else:
            planned.note(_("Broken link: %s") % url)

    # Texts, and publication

    def _fill_pages(self) -> None:
        pages = self.new_pages()
        for number, planned in enumerate(pages, start=1):
            self.progress(_("Texts"), number, len(pages))
            page = self.site.pages[planned.item.uid]
            page.refresh_from_db()
            try:
                self._pages[planned.item.uid].fill(page, self.text(planned))
                self._publish(planned, page)
            except ValidationError as error:
                self.add_problem(planned, error)

    def _publish(self, planned: PlannedObject, page: Page) -> None:
        item, now = planned.text_item, self.plan.now
        # What the source language lacks is a draft in it.
        is_draft = planned.visibility == ObjectVisibility.DRAFT or not planned.language.is_source
        page.first_published_at = None if is_draft else published_on(planned)
        page.expire_at = item.date("expires")
        page.expired = planned.visibility == ObjectVisibility.EXPIRED and not is_draft
        effective = item.date("effective")
        page.go_live_at = effective if effective and effective > now else None
        page.is_deferred_validation = is_draft
        page.full_clean()
        page.save()
        revision = page.save_revision(user=self.user, clean=False)
        if planned.is_public and not is_draft:
            revision.publish(user=self.user, skip_permission_checks=True)
        page.refresh_from_db()

    # The records of the import

    def imported_objects(self, plone_import) -> Iterator[ImportedObject]:
        """Yield a record for each object that is new here; those that cannot be mapped are not."""
        for planned in self.plan.objects.values():
            if not self.plan.is_new(planned) or planned.result == ImportResult.NOT_MAPPED:
                continue
            uid = planned.item.uid
            target = (
                self.site.pages.get(uid)
                or self.site.documents.get(uid)
                or self.site.pictures.get(uid)
            )
            yield ImportedObject(
                plone_import=plone_import,
                uid=uid,
                path=planned.item.path,
                type=planned.item.type[:100],
                result=planned.result,
                fingerprint=planned.item.fingerprint,
                content_type=target and ContentType.objects.get_for_model(target),
                object_id=str(target.pk) if target else "",
                address=self.site.addresses.get(uid, ""),
            )
