from wagtail import hooks

from .freshness import state_of_request

hooks.register("register_content_state", state_of_request)
