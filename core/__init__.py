"""What every app uses: BasePage, blocks, languages, dates and writing systems.

It imports no other app of the project. What it needs from them, it gets from Wagtail's hooks and
from settings.
"""
