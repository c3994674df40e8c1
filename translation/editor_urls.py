"""Addresses of the translation editor, below ``admin/translation/edit/<assignment>/``."""

from django.urls import path

from .views import editor, review, segments

urlpatterns = [
    path("", editor.EditView.as_view(), name="edit"),
    path("preview/", editor.PreviewView.as_view(), name="preview"),
    path("presence/", editor.PresenceView.as_view(), name="presence"),
    path("machine/", editor.FillByMachineView.as_view(), name="machine"),
    path("segments/<int:segment>/", segments.SegmentView.as_view(), name="segment"),
    path("segments/<int:segment>/help/", segments.SegmentHelpView.as_view(), name="segment_help"),
    path(
        "segments/<int:segment>/machine/",
        segments.SegmentMachineView.as_view(),
        name="segment_machine",
    ),
    path(
        "segments/<int:segment>/comments/",
        segments.SegmentCommentsView.as_view(),
        name="segment_comments",
    ),
    path("files/<int:segment>/", segments.ChoiceView.as_view(), name="choice"),
    path("submit/", review.SubmitView.as_view(), name="submit"),
    path("withdraw/", review.WithdrawView.as_view(), name="withdraw"),
    path("approve/", review.ApproveView.as_view(), name="approve"),
    path("return/", review.ReturnView.as_view(), name="return"),
    path("compare/", review.CompareView.as_view(), name="compare"),
]
