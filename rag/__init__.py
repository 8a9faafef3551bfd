"""The read path: from a question to an answer."""
