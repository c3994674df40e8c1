from django import template
from django.conf import settings

register = template.Library()

# What browsers call themselves, in this order: most name those that they imitate, too.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox"}
BROWSERS |= {"SamsungBrowser": "Samsung Internet", "Chrom": "Chrome", "CriOS": "Chrome"}
BROWSERS |= {"Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows"}
SYSTEMS |= {"Mac OS": "macOS", "Linux": "Linux"}


@register.filter
def browser_name(user_agent: str) -> str:
    """Return the browser and the system of a ``User-Agent``, or all of it if they are unknown."""
    found = [
        next((name for word, name in names.items() if word in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or user_agent


@register.simple_tag
def audit_log_retention_days() -> int:
    return settings.AUDIT_LOG_RETENTION_DAYS
