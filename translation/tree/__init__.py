"""The page tree of the translations: mirroring, permissions, rules of integrity."""
