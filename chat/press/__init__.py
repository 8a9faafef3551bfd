"""What the bot says on its own: the news of the day, alerts, and corrections.

    digests.py, alerts.py, corrections.py   decide who is told what, and put it in line in the database
    messages.py                              how it is written
    courier.py                               brings it, each message once
    work.py                                  both, again and again, beside the bot

No job queue of the library: it would need another dependency and keep its jobs in memory, and what is due stands in the database anyway.
"""
