"""The news without a question: what is newest, what is on a subject, and what has come in that somebody waits for.

listing.py    the articles of a view, newest first
stories.py    articles of several outlets that tell the same, as one
sections.py, sorting.py   which section an article belongs to, by its stored vector
watching.py   whether an article that came in is what somebody waits for
asking.py     "जयशंकर की ख़बर आए तो बताना": what somebody wants to be told of
changes.py    what a corrected article says now in place of a sentence
board.py      all of it, from one store
"""
