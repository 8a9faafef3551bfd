"""What another process does to a store, while a test looks on: `store_child.py ACTION FOLDER …`."""

from __future__ import annotations

import itertools
import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.errors import StoreError
from index.store.embedded import open_store
from index.store.protocol import IndexedArticle
from tests.integration.store_model import MANIFEST, example


def step(number: int) -> tuple[list[IndexedArticle], list[str]]:
    """The articles that a step puts, or the ids that it removes."""
    if number % 5 == 4:
        return [], [f"b{number - 1}", f"a{number - 3}"]
    put = [example(f"a{number}", chunks=number % 4), example(f"b{number}", chunks=6)]
    return [*put, example(f"b{number - 1}", version=number)] if number % 5 == 2 else put, []


def after(steps: int) -> dict[str, IndexedArticle]:
    """The articles there are after so many steps."""
    model: dict[str, IndexedArticle] = {}
    for number in range(steps):
        put, removed = step(number)
        model.update({article.article.id: article for article in put})
        for article_id in removed:
            del model[article_id]
    return model


def write(folder: Path, first: int) -> None:
    """Take step after step, each one transaction, and say so after each; until killed."""
    store = open_store(folder, MANIFEST)
    for number in itertools.count(first):
        put, removed = step(number)
        with store.writing() as writer:
            writer.put(put)
            writer.remove(removed)
            print(number, flush=True)


def hold(folder: Path) -> None:
    """Write one article and stay the writer until told to stop."""
    with open_store(folder, MANIFEST).writing() as writer:
        writer.put([example("held")])
        print("holding", flush=True)
        sys.stdin.readline()


def add(folder: Path, name: str, count: int) -> None:
    """Write so many articles, becoming the writer for each anew."""
    store = open_store(folder, MANIFEST)
    for number in range(count):
        with store.writing() as writer:
            writer.put([example(f"{name}{number}")])
    print("done", flush=True)


def reindex(folder: Path) -> None:
    """Make the index anew with another model, and never come to an end."""

    def batches() -> Iterator[list[IndexedArticle]]:
        for number, article in enumerate(list(store.articles())):
            yield [example(article.id, version=99, dimension=8)]
            print(f"made {number}", flush=True)
        sys.stdin.readline()

    store = open_store(folder, MANIFEST)
    with store.writing() as writer:
        writer.replace_all(replace(MANIFEST, model="other", dimension=8), batches())


def fill(folder: Path, largest_file: int) -> None:
    """Write until no file may grow any more, and tell what the store says then."""
    store = open_store(folder, MANIFEST)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    try:
        for number in range(10_000):
            with store.writing() as writer:
                writer.put([example(f"n{number}", chunks=20)])
            print(f"put {number}", flush=True)
    except StoreError as error:
        print(f"refused {error}", flush=True)


if __name__ == "__main__":
    _, action, path, *rest = sys.argv
    if action == "write":
        write(Path(path), int(rest[0]))
    elif action == "hold":
        hold(Path(path))
    elif action == "add":
        add(Path(path), rest[0], int(rest[1]))
    elif action == "reindex":
        reindex(Path(path))
    elif action == "fill":
        fill(Path(path), int(rest[0]))
