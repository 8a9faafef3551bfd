"""What the bot keeps of its chats: rows in a SQLite file of their own, beside the index.

database.py   the file, the thread that owns it, transactions
schema.py     the tables and how they came to be
updates.py, chats.py, turns.py, answers.py, offers.py, feedback.py, forgetting.py, subscriptions.py, alerts.py, deliveries.py   functions of a connection, to be run in one
             transaction:

    await state.run(turns.recall, speaker, now)
"""

from chat.state.database import ChatState

__all__ = ["ChatState"]
