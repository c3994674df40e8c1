#!/usr/bin/env python
"""Run Django's management commands."""

import os
import sys

from cms.data_stack import in_one_chunk

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")

    from django.core.management import execute_from_command_line

    in_one_chunk(execute_from_command_line)(sys.argv)
