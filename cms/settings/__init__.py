"""Settings: ``base`` is for production; development, demonstration and tests override it."""
