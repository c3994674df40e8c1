from .index_page import MeetingIndexPage
from .meeting_page import MeetingPage
from .relations import MeetingParticipant

__all__ = ["MeetingIndexPage", "MeetingPage", "MeetingParticipant"]
