from .assignments import Assignment, SourceVersion
from .jobs import Batch, Job
from .notifications import Notification, NotificationPreference
from .releases import ReleaseItem, ReleaseSet
from .review import TranslationReviewTask
from .segments import SegmentChange, SegmentComment
from .teams import Team
from .terms import Term, TermForm

__all__ = [
    "Assignment",
    "Batch",
    "Job",
    "Notification",
    "NotificationPreference",
    "ReleaseItem",
    "ReleaseSet",
    "SegmentChange",
    "SegmentComment",
    "SourceVersion",
    "Team",
    "Term",
    "TermForm",
    "TranslationReviewTask",
]
