from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.create import CreateView

from meetings.models import MeetingPage

# What one meeting has in common with the next. The rest is its own: date, status, outcome,
# documents, pictures, agenda, sources and the day of their check.
COPIED_FIELDS = (
    "title", "kind", "place", "country", "is_online", "host", "organiser", "is_context"
)  # fmt: skip


class CopyMeetingView(CreateView):
    """The form for a meeting, filled in with what it shares with an earlier one.

    Nothing is saved before the form is: Wagtail's own view receives it.
    """

    http_method_names = ["get", "head"]

    def dispatch(self, request, pk):
        earlier = get_object_or_404(MeetingPage, pk=pk)
        self.earlier = earlier.get_latest_revision_as_object()
        options = MeetingPage._meta
        return super().dispatch(
            request, options.app_label, options.model_name, earlier.get_parent().pk
        )

    def get(self, request):
        for name in COPIED_FIELDS:
            setattr(self.page, name, getattr(self.earlier, name))
        self.page.themes = self.earlier.themes.all()
        self.page.participation = self.earlier.participation
        participants = self.earlier.participants
        self.page.participants = [
            participants.model(territory=item.territory, name_used=item.name_used)
            for item in participants.all()
        ]
        return super().get(request)
