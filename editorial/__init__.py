"""The work of the editors: what waits for them, lists of pages, reviews and checks of content.

It uses pages through BasePage only. Content apps import its views; all other apps tell it of their
tasks with the hook that ``core.editorial_tasks`` describes.
"""
