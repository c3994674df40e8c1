"""The installation that ``deploy/`` describes, started and tried on one machine."""
