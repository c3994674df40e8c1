"""The links that translations keep when those of their source are replaced."""

from wagtail import hooks

from translation.kept_links import translations_that_keep_links

hooks.register("register_links_kept_by_translators", translations_that_keep_links)
