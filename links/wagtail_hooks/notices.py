"""The notice “linked from” before actions on pages."""

from wagtail import hooks

from links.notices import linked_from_notices

hooks.register("register_page_action_notices", linked_from_notices)
