from .external_address import ExternalAddress
from .link_settings import LinkSettings
from .not_found_address import NotFoundAddress

__all__ = ["ExternalAddress", "LinkSettings", "NotFoundAddress"]
