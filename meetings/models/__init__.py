from .index_page import MeetingIndexPage
from .meeting_page import MeetingPage, MeetingParticipant

__all__ = ["MeetingIndexPage", "MeetingPage", "MeetingParticipant"]
