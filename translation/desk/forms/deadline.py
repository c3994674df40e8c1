"""The deadline of translations in forms."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _


class DeadlineFieldMixin:
    """A form with a field ``deadline``, which refuses a day that has passed."""

    def clean_deadline(self):
        deadline = self.cleaned_data["deadline"]
        if deadline and deadline < timezone.localdate():
            raise ValidationError(_("This day has passed. Choose a day to come."))
        return deadline
