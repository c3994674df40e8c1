"""What operators do: write an archive, and restore one."""
