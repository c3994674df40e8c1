"""What people and the nightly command do with deleted pages: one class for each action."""
