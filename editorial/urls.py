from django.urls import path

from . import views

urlpatterns = [
    path("pages/<int:page_id>/review/", views.PageReviewView.as_view(), name="page_review"),
    path("pages/<int:page_id>/checks/", views.ContentChecksView.as_view(), name="page_checks"),
]
