"""The list of deleted pages, and the questions before one is restored or purged."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from recycle_bin.actions.purge import PurgeRecycledPages
from recycle_bin.actions.refusals import RecycleBinRefusedError
from recycle_bin.actions.restore import RestoreFromRecycleBin, RestorePlaceMissingError
from recycle_bin.forms import RestorePageForm
from recycle_bin.models import RecycleBinEntry, recycle_bin_settings
from recycle_bin.policies import RecycleBinPolicy

MAX_SEARCH_LENGTH = 255  # characters


class RecycledTitleColumn(Column):
    """The title of a deleted page, where it was, its languages, and the buttons of its row."""

    cell_template_name = "recycle_bin/title_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        policy = RecycleBinPolicy(parent_context["request"].user)
        context["may_restore"] = policy.may_restore(instance)
        context["may_purge"] = policy.may_purge
        return context


class RecycleBinView(BaseListingView):
    """All deleted pages that can be restored, the latest first."""

    results_template_name = "recycle_bin/results.html"
    page_title = gettext_lazy("Recycle bin")
    header_icon = "bin"
    index_url_name = "recycle_bin:list"
    index_results_url_name = "recycle_bin:list_results"
    verbose_name_plural = gettext_lazy("deleted pages")
    is_searchable = True
    paginate_by = 20
    columns = [
        RecycledTitleColumn("title", label=gettext_lazy("Page")),
        UserColumn("deleted_by", label=gettext_lazy("Deleted by")),
        DateColumn("deleted_at", label=pgettext_lazy("a moment", "Deleted")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not RecycleBinPolicy(request.user).may_visit:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        entries = RecycleBinPolicy(self.request.user).visible_entries()
        return entries.select_related("deleted_by__wagtail_userprofile").prefetch_related("pages")

    def search_queryset(self, queryset):
        """Find a page by its title in any language."""
        text = (self.search_query or "").replace("\0", "")[:MAX_SEARCH_LENGTH]
        return queryset.filter(pages__title__icontains=text).distinct() if text else queryset

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["retention_days"] = recycle_bin_settings().retention_days
        return context


class RecycleBinEntryMixin(WagtailAdminTemplateMixin):
    """A question about one entry. Who may not see the entry does not learn that it exists."""

    header_icon = "bin"

    def dispatch(self, request, *args, **kwargs):
        try:
            self.check_permission()
            return super().dispatch(request, *args, **kwargs)
        except RecycleBinRefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(self.list_url)

    def check_permission(self) -> None:
        raise NotImplementedError

    @property
    def policy(self) -> RecycleBinPolicy:
        return RecycleBinPolicy(self.request.user)

    @property
    def list_url(self) -> str:
        return reverse("recycle_bin:list" if self.policy.may_visit else "wagtailadmin_home")

    @cached_property
    def entry(self) -> RecycleBinEntry:
        entries = self.policy.visible_entries().prefetch_related("pages")
        entry = entries.filter(pk=self.kwargs["pk"]).first()
        if entry is None:
            raise RecycleBinRefusedError(_("This page is no longer in the recycle bin."))
        return entry

    def get_page_subtitle(self):
        return self.entry.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": RecycleBinView.page_title},
            {"url": "", "label": self.page_title, "sublabel": self.entry.title},
        ]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "entry": self.entry,
            "page_count": len(self.entry.pages.all()),
            "list_url": self.list_url,
        }


class RestorePageView(RecycleBinEntryMixin, FormView):
    """Ask before an entry is restored, and for a place or an address if it needs another one."""

    template_name = "recycle_bin/restore.html"
    page_title = gettext_lazy("Restore")
    form_class = RestorePageForm

    def check_permission(self) -> None:
        if not self.policy.may_restore(self.entry):
            raise Http404

    @property
    def _asked_for(self) -> set[str]:
        """The fields that this request answers."""
        is_source = any(page.language.is_source for page in self.entry.top_pages)
        names = ("parent", "slug") if is_source else ()
        return {name for name in names if name in self.request.POST}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "asks_for": self._asked_for}

    def form_valid(self, form):
        answers = {name: value for name, value in form.cleaned_data.items() if value}
        try:
            result = RestoreFromRecycleBin(self.entry, self.request.user, **answers).execute()
        except RestorePlaceMissingError as problem:
            return self._ask_again(form, "parent", problem)
        except RecycleBinRefusedError:
            raise
        except ValidationError as problem:
            return self._ask_again(form, "slug", problem)
        messages.success(
            self.request,
            _("“%(title)s” was restored.") % {"title": result.page.get_admin_display_title()},
            buttons=[
                messages.button(
                    reverse("wagtailadmin_explore", args=[result.page.get_parent().pk]),
                    _("Show its place"),
                )
            ],
        )
        self._warn(result)
        return redirect(self.list_url)

    def _ask_again(self, form, name: str, problem: ValidationError):
        """Show the form with the field that it needs, the answers so far and the problem."""
        texts = problem.message_dict[name] if hasattr(problem, "error_dict") else problem.messages
        top = next((page for page in self.entry.top_pages if page.language.is_source), None)
        if top is None:
            raise RecycleBinRefusedError(texts) from problem
        asks_for = set(form.fields) | {name}
        values = {
            "slug": top.path.rstrip("/").rpartition("/")[2],
            **{key: form.data[key] for key in form.data},
        }
        asked = RestorePageForm(values, asks_for=asks_for)
        asked.full_clean()
        asked.add_error(name, texts)
        return self.render_to_response(self.get_context_data(form=asked))

    def _warn(self, result) -> None:
        if result.left:
            names = ", ".join(language.name for language in result.left)
            messages.warning(
                self.request,
                _(
                    "It stays in the recycle bin in these languages, because the page above is "
                    "missing there: %(languages)s."
                )
                % {"languages": names},
            )
        if result.has_missed_schedule:
            messages.warning(
                self.request,
                _("The date of its planned publication has passed. It is a draft now."),
            )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        return context


class PurgePageView(RecycleBinEntryMixin, TemplateView):
    """Ask before an entry is deleted for ever."""

    template_name = "recycle_bin/purge.html"
    page_title = gettext_lazy("Delete for ever")

    def check_permission(self) -> None:
        if not self.policy.may_purge:
            raise PermissionDenied

    def post(self, request, *args, **kwargs):
        title = self.entry.title
        PurgeRecycledPages(self.entry, request.user).execute()
        messages.success(request, _("“%(title)s” was deleted for ever.") % {"title": title})
        return redirect(self.list_url)
