"""The write path: from the web to a searchable index."""
