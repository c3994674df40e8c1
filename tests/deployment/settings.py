"""Production settings with which an editor can sign in with a password alone."""

from cms.settings.base import *  # noqa: F403 - overrides the production settings

SECOND_FACTOR_REQUIRED = False
