"""Dates in Wagtail's filters, which Django would read with the month first.

Django accepts dates in ISO 8601 as well.
"""

DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
DATETIME_INPUT_FORMATS = [f"{day}{time}" for day in DATE_INPUT_FORMATS for time in (" %H:%M", "")]
