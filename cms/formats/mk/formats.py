"""Macedonian names of months in dates begin with a small letter."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
