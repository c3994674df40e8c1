"""Settings: production is the default; development, demonstration and tests relax it."""
