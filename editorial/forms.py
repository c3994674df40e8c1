from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.date_fields import TypedDateField
from core.models import BasePage
from editorial.models import PageReview


class PageReviewForm(forms.ModelForm):
    """The day of the next review and who is responsible: somebody who may edit the page."""

    class Meta:
        model = PageReview
        fields = ("review_on", "owner")
        field_classes = {"review_on": TypedDateField}

    def __init__(self, *args, page: BasePage, **kwargs):
        super().__init__(*args, **kwargs)
        able = policy_registry.get_by_type(Page).users_with_permission_for_instance("change", page)
        owner = Q(pk=self.instance.owner_id)
        accounts = get_user_model().objects.filter(owner | Q(pk__in=able.values("pk")))
        self.fields["owner"].queryset = accounts.order_by("first_name", "last_name", "username")
        self.fields["owner"].label_from_instance = lambda account: (
            account.get_full_name() or account.get_username()
        )
        self.fields["owner"].empty_label = _("nobody in particular")

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if "review_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day
