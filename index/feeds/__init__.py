"""Feeds: what outlets say they have published, and when to ask them again.

list file ─▶ due? ─▶ Fetcher ─▶ read_feed ─▶ FeedEntries ─▶ new or changed? ─▶ page behind it ─▶ index.ingest
(listing)   (schedule)          (read)       (entry)         (PageState)       (or the feed's text)

What is known of each feed and page is kept in the index's own database (`index.store.agenda`). Deciding is pure
(`schedule`, `read` and what it calls); only `refresh` and `visits` touch the network and the store.
"""
