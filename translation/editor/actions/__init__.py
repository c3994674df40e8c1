"""What translators do in the editor besides writing: comments, and overrides of files and links."""
