"""The form for a person's notification preferences."""

from django import forms

from translation.choices import NotificationDelivery, NotificationEvent
from translation.models import NotificationPreference


class NotificationPreferencesForm(forms.Form):
    """One choice for each event. Events that are not submitted remain unchanged.

    ``instance`` is the user, as Wagtail's account settings pass it.
    """

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = instance
        chosen = dict(instance.translation_preferences.values_list("event", "delivery"))
        for event in NotificationEvent:
            self.fields[event.value] = forms.ChoiceField(
                label=event.label,
                choices=NotificationDelivery.choices,
                required=False,
                initial=chosen.get(event, NotificationDelivery.AT_ONCE),
            )

    def save(self) -> None:
        NotificationPreference.objects.bulk_create(
            (
                NotificationPreference(user=self.user, event=event, delivery=delivery)
                for event, delivery in self.cleaned_data.items()
                if delivery
            ),
            update_conflicts=True,
            unique_fields=["user", "event"],
            update_fields=["delivery"],
        )
