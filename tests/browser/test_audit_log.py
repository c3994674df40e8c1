"""The audit log is accessible, and can be read on a phone."""

from .admin_screens import check_screen


def test_the_audit_log_is_accessible_and_fits_the_window(open_as, sessions):
    page = open_as("administrator", width=360, color_scheme="dark")
    page.goto("/admin/reports/audit-log/")
    check_screen(page, sessions)
