"""The form that requests translations of one page or one snippet."""

from django.apps import apps
from django.contrib.admin.utils import quote, unquote
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from translation.desk.forms.send import SendToTranslationForm
from translation.policies import policy_for


class SendToTranslationView(WagtailAdminTemplateMixin, FormView):
    """Request translations; on success redirect to the progress of the jobs."""

    form_class = SendToTranslationForm
    template_name = "translation/desk/send.html"
    page_title = _("Send to translation")
    header_icon = "globe"

    @cached_property
    def instance(self):
        raise NotImplementedError

    @property
    def edit_url(self) -> str:
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("send", self.instance)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "instances": [self.instance],
        }

    def get_page_subtitle(self):
        return str(self.instance)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": str(self.instance)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        context["action_url"] = self.request.get_full_path()
        context["back_url"] = self.edit_url
        context["submit_button_label"] = self.page_title
        context["submit_button_active_label"] = _("Sending…")
        return context

    def form_valid(self, form):
        batch = form.send_action.execute()
        return redirect(reverse("translation:job_batch", args=[batch.pk]))


class SendPageView(SendToTranslationView):
    @cached_property
    def instance(self) -> Page:
        pages = Page.objects.select_related("locale", "latest_revision")
        return get_object_or_404(pages, pk=self.kwargs["page_id"])

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.instance.pk])


class SendSnippetView(SendToTranslationView):
    @cached_property
    def model(self) -> type:
        try:
            model = apps.get_model(self.kwargs["app_label"], self.kwargs["model_name"])
        except LookupError:
            raise Http404 from None
        if model not in get_snippet_models() or not issubclass(model, TranslatableMixin):
            raise Http404
        return model

    @cached_property
    def instance(self):
        snippets = self.model.objects.select_related("locale")
        return get_object_or_404(snippets, pk=unquote(self.kwargs["pk"]))

    @property
    def edit_url(self) -> str:
        name = self.model.snippet_viewset.get_url_name("edit")
        return reverse(name, args=[quote(self.instance.pk)])
