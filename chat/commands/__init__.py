"""The command line: what each command of bot.py says and does with the objects that it is given.

arguments.py   what may be typed
news.py        add, remove, status, reindex
feeds.py       feeds, refresh
copies.py      export, import
scores.py      evaluate, feedback export
progress.py    how far a long command is, on a terminal
"""

DONE, FAILED, WRONG_USE = 0, 1, 2
"""Exit codes."""
