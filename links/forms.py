"""The forms of a redirect and of a replacement, which refuse what would do nothing, and filters."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtail.snippets.widgets import AdminSnippetChooser

from core.models import SiteDocument, SiteImage, Theme

from .actions import ReplaceLinks
from .addresses import live_page_at, normalised_path, split_language
from .redirects import find_redirect, path_on_this_site


class SiteRedirectFilterSet(RedirectsReportFilterSet):
    """Wagtail's filters of the list of redirects, without that for the site."""

    site = None

    class Meta(RedirectsReportFilterSet.Meta):
        fields = ["is_permanent"]


class RedirectPageChooser(AdminPageChooser):
    """As Wagtail's, which fails if what was sent is no number."""

    def get_instance(self, value):
        try:
            return super().get_instance(value)
        except ValueError:
            return None


class SiteRedirectForm(RedirectForm):
    """A redirect of this site, which has one host: Wagtail's field for the site is left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["site"]
        self.fields["redirect_page"].widget = RedirectPageChooser()
        self.fields["old_path"].help_text = _(
            "As in /meetings/vienna: without the language it holds for every language, and readers "
            "come to the page in theirs. With a language, as in /en/meetings/vienna, it holds for "
            "that language alone."
        )
        self.fields["is_permanent"].help_text = _(
            "Recommended: search engines then forget the old address."
        )
        self.fields["redirect_link"].help_text = _(
            "Only if it leads to no page of this site: a full address that begins with https://."
        )

    def clean_old_path(self) -> str:
        try:
            path = Redirect.normalise_path(self.cleaned_data["old_path"])
        except ValueError as problem:
            raise ValidationError(_("This is not an address.")) from problem
        if path == "/":
            raise ValidationError(_("The start of the site cannot be redirected."))
        if page := live_page_at(path):
            raise ValidationError(
                _("At this address readers find the page “%(title)s”, which comes first.")
                % {"title": page.title}
            )
        return path

    def clean(self) -> dict:
        super().clean()
        chosen = [self.cleaned_data.get(name) for name in ("redirect_page", "redirect_link")]
        if all(chosen):
            self.add_error("redirect_link", _("Choose a page or enter an address, not both."))
        elif not any(chosen) and "redirect_link" not in self.errors:
            self.add_error("redirect_page", _("Choose the page that the address leads to."))
        self._refuse_target_that_is_redirected()
        return self.cleaned_data

    def _refuse_target_that_is_redirected(self) -> None:
        path = path_on_this_site(self.cleaned_data.get("redirect_link") or "")
        addresses = [normalised_path(item) for item in (path, split_language(path)[1])]
        is_itself = path and self.cleaned_data.get("old_path") in addresses
        if is_itself or (path and find_redirect(path)):
            self.add_error(
                "redirect_link",
                _("This address is redirected itself. Choose the page that it leads to."),
            )


# What links can be replaced to, and the chooser of another one of its kind.
REPLACEMENT_CHOOSERS = {
    Page: lambda old: AdminPageChooser(target_models=[type(old)]),
    SiteImage: lambda old: AdminImageChooser(),
    SiteDocument: lambda old: AdminDocumentChooser(),
    Theme: lambda old: AdminSnippetChooser(Theme),
}


class ReplaceLinksForm(forms.Form):
    """What links shall lead to in place of another object. ``action`` is there once it is valid."""

    new = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Link to this instead"))

    def __init__(self, user, old, **kwargs):
        super().__init__(**kwargs)
        self.user, self.old = user, old
        self.fields["new"].queryset = type(old).objects.all()
        model = Page if isinstance(old, Page) else type(old)
        self.fields["new"].widget = REPLACEMENT_CHOOSERS[model](old)

    def clean_new(self):
        new = self.cleaned_data["new"]
        self.action = ReplaceLinks(self.user, self.old, new)
        self.action.check()
        return new
