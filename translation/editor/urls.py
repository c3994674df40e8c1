"""URLs of the translation editor, below ``admin/translation/edit/<assignment>/``."""

from django.urls import path

from translation.editor.views.concordance import ConcordanceView
from translation.editor.views.confirm_matches import ConfirmExactMatchesView
from translation.editor.views.edit import (
    EditingSessionView,
    EditTranslationView,
    PreviewTranslationView,
    ReferenceTextsView,
)
from translation.editor.views.machine import MachineTranslateSegmentView, MachineTranslateView
from translation.editor.views.propose_term import ProposeTermView
from translation.editor.views.replace import FindAndReplaceView
from translation.editor.views.review import (
    ApproveTranslationView,
    CompareVersionsView,
    ReturnTranslationView,
    SubmitForReviewView,
    WithdrawTranslationView,
)
from translation.editor.views.segments import (
    SaveSegmentView,
    SegmentCommentsView,
    SegmentHelpView,
    SegmentOverrideView,
)

urlpatterns = [
    path("", EditTranslationView.as_view(), name="edit"),
    path("preview/", PreviewTranslationView.as_view(), name="preview"),
    path("reference/", ReferenceTextsView.as_view(), name="reference_texts"),
    path("presence/", EditingSessionView.as_view(), name="presence"),
    path("concordance/", ConcordanceView.as_view(), name="concordance"),
    path("matches/", ConfirmExactMatchesView.as_view(), name="confirm_matches"),
    path("machine/", MachineTranslateView.as_view(), name="machine_translate"),
    path("replace/", FindAndReplaceView.as_view(), name="replace"),
    path("terms/", ProposeTermView.as_view(), name="propose_term"),
    path("segments/<int:segment>/", SaveSegmentView.as_view(), name="segment"),
    path("segments/<int:segment>/help/", SegmentHelpView.as_view(), name="segment_help"),
    path(
        "segments/<int:segment>/machine/",
        MachineTranslateSegmentView.as_view(),
        name="segment_machine_translate",
    ),
    path(
        "segments/<int:segment>/comments/",
        SegmentCommentsView.as_view(),
        name="segment_comments",
    ),
    path("files/<int:segment>/", SegmentOverrideView.as_view(), name="segment_override"),
    path("submit/", SubmitForReviewView.as_view(), name="submit"),
    path("withdraw/", WithdrawTranslationView.as_view(), name="withdraw"),
    path("approve/", ApproveTranslationView.as_view(), name="approve"),
    path("return/", ReturnTranslationView.as_view(), name="return"),
    path("compare/", CompareVersionsView.as_view(), name="compare"),
]
