from .assignments import Assignment, AssignmentQuerySet, SourceVersion, TargetVersion
from .glossary import GlossaryTerm, GlossaryTermForm
from .jobs import JobBatch, JobHeartbeat, JobSupersededError, TranslationJob
from .memory import MemoryFile, MemoryUnit
from .notifications import Notification, NotificationPreference
from .releases import ReleaseItem, ReleaseSet
from .review import ReviewWorkflowState, TranslationReviewTask
from .segments import SegmentChange, SegmentComment
from .teams import Team

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "GlossaryTerm",
    "GlossaryTermForm",
    "JobBatch",
    "JobHeartbeat",
    "JobSupersededError",
    "MemoryFile",
    "MemoryUnit",
    "Notification",
    "NotificationPreference",
    "ReleaseItem",
    "ReleaseSet",
    "ReviewWorkflowState",
    "SegmentChange",
    "SegmentComment",
    "SourceVersion",
    "TargetVersion",
    "Team",
    "TranslationJob",
    "TranslationReviewTask",
]
