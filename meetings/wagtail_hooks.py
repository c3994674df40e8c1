from wagtail import hooks

from .models import MeetingPage
from .open_data import MEETING_DATA_SET
from .tasks import meeting_tasks
from .viewsets import MeetingListingViewSet

hooks.register("register_pages_about", MeetingPage.objects.about)
hooks.register("register_editorial_tasks", meeting_tasks)


@hooks.register("register_data_sets")
def register_meetings():
    return [MEETING_DATA_SET]


@hooks.register("register_admin_viewset")
def register_meeting_listing():
    return MeetingListingViewSet("meeting_pages")
