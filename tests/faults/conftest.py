"""Prints what ``make test-faults`` has tried, as docs/reliability.md shows it."""

from django.db import connection


def pytest_terminal_summary(terminalreporter) -> None:
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    rows = [
        value
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "fault" and report.when == "call"
    ]
    if rows:
        terminalreporter.section(f"faults on {connection.vendor}")
    for name, tried, found in sorted(rows):
        terminalreporter.write_line(f"| {name} | {tried} | {found} |")
