from django import template

from core.file_access import explain_file_access

register = template.Library()
register.simple_tag(explain_file_access, name="explain_readers_of")
