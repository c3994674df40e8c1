from wagtail import hooks

from .offered_documents import documents_of_plain_pages

hooks.register("register_offered_documents", documents_of_plain_pages)
