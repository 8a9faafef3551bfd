"""Orders planted in articles, headlines and questions, with what a model says that obeys them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.article import Language
from rag.generate.passage import Passage
from tests.integration.drafts import passages_of, read_news, read_rows


@dataclass(frozen=True)
class Injection:
    """One attack.

    Attributes:
        place: "article", "title" or "question".
        planted: The passages with the order in them.
        plant: The order; in the question if it is not here.
        obeys: What the model says.
        keep: Statements of it that are true all the same.
    """

    id: str
    place: str
    language: Language
    question: str
    planted: tuple[Passage, ...]
    plant: str
    obeys: str
    keep: tuple[str, ...]


def read_injections() -> list[Injection]:
    """All attacks: the order stands between the sentences of the first article, or is its headline."""
    news = read_news()
    found = []
    for row in read_rows("injections.jsonl"):
        first, *rest = (news[name] for name in row["articles"])
        if row["place"] == "title":
            first = replace(first, title=row["plant"])
        elif row["place"] == "article":
            half = len(first.text) // 2
            end = next(
                place
                for place in range(half, len(first.text))
                if first.text[place] in "।." and first.text[place + 1 : place + 2] == " "
            )
            first = replace(first, text=f"{first.text[: end + 1]}\n{row['plant']}\n{first.text[end + 2 :]}")
        found.append(
            Injection(
                row["id"],
                row["place"],
                row["language"],
                row["question"],
                passages_of([first, *rest]),
                row["plant"],
                row["obeys"],
                tuple(row["keep"]),
            )
        )
    return found
