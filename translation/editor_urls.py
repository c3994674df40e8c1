"""URLs of the translation editor, below ``admin/translation/edit/<assignment>/``."""

from django.urls import path

from .views.editor import EditView, FillByMachineView, PresenceView, PreviewView
from .views.review import ApproveView, CompareView, ReturnView, SubmitView, WithdrawView
from .views.segments import (
    ChoiceView,
    SegmentCommentsView,
    SegmentHelpView,
    SegmentMachineView,
    SegmentView,
)

urlpatterns = [
    path("", EditView.as_view(), name="edit"),
    path("preview/", PreviewView.as_view(), name="preview"),
    path("presence/", PresenceView.as_view(), name="presence"),
    path("machine/", FillByMachineView.as_view(), name="machine"),
    path("segments/<int:segment>/", SegmentView.as_view(), name="segment"),
    path("segments/<int:segment>/help/", SegmentHelpView.as_view(), name="segment_help"),
    path(
        "segments/<int:segment>/machine/",
        SegmentMachineView.as_view(),
        name="segment_machine",
    ),
    path(
        "segments/<int:segment>/comments/",
        SegmentCommentsView.as_view(),
        name="segment_comments",
    ),
    path("files/<int:segment>/", ChoiceView.as_view(), name="choice"),
    path("submit/", SubmitView.as_view(), name="submit"),
    path("withdraw/", WithdrawView.as_view(), name="withdraw"),
    path("approve/", ApproveView.as_view(), name="approve"),
    path("return/", ReturnView.as_view(), name="return"),
    path("compare/", CompareView.as_view(), name="compare"),
]
