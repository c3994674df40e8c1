from django import template

from search.explanations import explain

register = template.Library()
register.simple_tag(explain, name="explain_search_of")
