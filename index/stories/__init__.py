"""One story once: which articles are copies of another, and which tell of one event. Pure; `index.store` keeps it."""
