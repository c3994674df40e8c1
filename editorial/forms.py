from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from core.models import BasePage
from editorial.models import PageReview


class PageReviewForm(forms.ModelForm):
    """The day of the next review and who is responsible: somebody who may edit the page."""

    class Meta:
        model = PageReview
        fields = ("review_on", "owner")
        widgets = {"review_on": AdminDateInput}

    def __init__(self, *args, page: BasePage, **kwargs):
        super().__init__(*args, **kwargs)
        accounts = get_user_model().objects.filter(is_active=True).prefetch_related("groups")
        able = [
            account.pk
            for account in accounts.order_by("first_name", "last_name", "username")
            if page.permissions_for_user(account).can_edit() or account.pk == self.instance.owner_id
        ]
        self.fields["owner"].queryset = get_user_model().objects.filter(pk__in=able)
        self.fields["owner"].label_from_instance = lambda account: (
            account.get_full_name() or account.get_username()
        )
        self.fields["owner"].empty_label = _("nobody in particular")

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if "review_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day
