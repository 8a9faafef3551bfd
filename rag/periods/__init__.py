"""Dates in questions: "कल", "पिछले हफ़्ते", "3 जुलाई को", "जुलाई 2024 में", "last Friday", "kal" become a span of time.

names ── the words, in three ways of writing ──▶ calendar: dates, months, years ─┐
tense ── back or ahead? ───────────────────────▶ relative: today, last week ─────┴▶ find: the best, joined or bounded ──▶ Period
"""

from rag.periods.find import find_period
from rag.periods.period import Period

__all__ = ["Period", "find_period"]
