"""Answers written by a chat model, through LangChain, from the sentences that were found. Off unless one is named."""
