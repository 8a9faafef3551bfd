"""Judged answers as questions for the evaluation (docs/quality.md says what each field means). Pure."""

from __future__ import annotations

from typing import Any

from chat.state.feedback import Judged


def question_row(judged: Judged) -> dict[str, Any]:
    """Return one line of a file of questions.

    Where readers liked an answer, what it cites is right, and where they liked a refusal, there is no answer. Where they
    did not, nobody has said yet what is right: `article_ids` is empty and `answerable` null until somebody fills them in.
    What was cited stands in `cited` in any case.
    """
    liked = judged.up > judged.down
    answered = judged.outcome == "answered"
    right = judged.cited if liked and answered else ()
    return {
        "id": f"feedback-{judged.answer_id}",
        "set": "feedback",
        "kind": "up" if liked else "-".join(["down", *list(judged.reasons)[:1]]),
        "question": judged.question,
        "lang": judged.language,
        "article_ids": list(dict.fromkeys(cited.article_id for cited in right)),
        "answers": [],
        "answerable": answered if liked else None,
        "spans": [{"article_id": cited.article_id, "text": cited.quote} for cited in right],
        "outcome": judged.outcome,
        "up": judged.up,
        "down": judged.down,
        "reasons": judged.reasons,
        "cited": [
            {"article_id": cited.article_id, "revision": cited.revision, "quote": cited.quote} for cited in judged.cited
        ],
    }
