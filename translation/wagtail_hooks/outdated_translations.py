"""What public pages show of outdated translations."""

from wagtail import hooks

from translation.outdated_translations import SOURCE_PUBLISHED_AT, changed_text_paths

hooks.register("register_changed_content_paths", changed_text_paths)


@hooks.register("register_source_version_date")
def register_source_version_date():
    return SOURCE_PUBLISHED_AT
