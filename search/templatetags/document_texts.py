from django import template

from search.upkeep.explanations import explain_document_search

register = template.Library()
register.simple_tag(explain_document_search, name="explain_search_of")
