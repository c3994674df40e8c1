"""Addresses of the workshop, below ``admin/translation/``."""

from django.urls import path  # noqa: F401

urlpatterns = []
