"""The bulk action “Send to translation” in listings of pages and snippets."""

from django.urls import reverse
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import TranslatableMixin
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models

from translation.desk.forms.send import SendToTranslationForm
from translation.policies import policy_for


class SendToTranslationMixin:
    """Shows the form of a translation request for several objects, then the request's progress."""

    display_name = _("Send to translation")
    action_type = "send_to_translation"
    template_name = "translation/desk/send_bulk.html"
    form_class = SendToTranslationForm
    action_priority = 60

    def check_perm(self, instance) -> bool:
        return policy_for(self.request.user).may("send", instance)

    def get_form_kwargs(self):
        instances, _without_access = self.get_actionable_objects()
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "instances": instances,
        }

    def get_execution_context(self):
        return {"view": self}

    @classmethod
    def execute_action(cls, objects, view=None, **kwargs):
        batch = view.cleaned_form.send_action.execute()
        view.next_url = reverse("translation:job_batch", args=[batch.pk])
        return len(objects), 0


@hooks.register("register_bulk_action")
class SendPagesToTranslation(SendToTranslationMixin, PageBulkAction):
    aria_label = _("Send the selected pages to translation")

    @classmethod
    def get_queryset(cls, model, object_ids):
        return model.objects.filter(pk__in=object_ids).select_related("locale").order_by("path")


@hooks.register("register_bulk_action")
class SendSnippetsToTranslation(SendToTranslationMixin, SnippetBulkAction):
    aria_label = _("Send the selected snippets to translation")

    @classproperty
    def models(cls):  # noqa: N805 - as `classproperty` calls it
        """Evaluated on access, since snippets are registered after this module is imported."""
        return [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
