"""Feeds: what outlets say they have published, and when to ask them again.

list file ─▶ due? ─▶ fetched ─▶ read ─▶ entries ─▶ new, or told anew? ─▶ page behind it, or the feed's text ─▶ index.ingest
(listing)  (schedule) (feed_visit) (read)  (entry)      (round)                (page_visit)                     (intake)

What is known of each feed and page is kept in the index's own database (`index.store.agenda`); what it is after a visit is
decided in `after`, purely. `refresh` does one round; `watch` is for a program that goes on; `once` reads a feed that a person
adds like a page, and `known` remembers pages that a person named.
"""
