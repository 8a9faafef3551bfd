"""Ids of articles, the same whenever the same article is added."""

from __future__ import annotations

import hashlib
import unicodedata

_MAX_ID_CHARS = 200


class Identities:
    """Gives the items of one file their ids, in the order of the file."""

    def __init__(self, name: str) -> None:
        """Start a file.

        Args:
            name: Its path in the folder that was added, or its own name: what stays when the folder moves.
        """
        self._name = unicodedata.normalize("NFC", name)  # macOS hands out decomposed names
        self._given: dict[str, int] = {}
        self._untitled = 0

    def identify(self, own_id: str, url: str, headline: str) -> str:
        """Return the id of the next item.

        Args:
            own_id: The publisher's id; it is taken as it is, also if it repeats: that is one article again.
            url: Its canonical address; empty if it has none.
            headline: As published; empty if it has none: then its place among such items counts.

        Returns:
            The own id, or "u-" and a hash of the address, or "f-" and a hash of file and headline. An address or a
            headline that repeats within the file gets another id each time.
        """
        if own_id:
            return own_id if len(own_id) <= _MAX_ID_CHARS and own_id.isprintable() else f"i-{_hash(own_id)}"
        if not headline:
            self._untitled += 1
        in_file = headline or f"#{self._untitled}"
        keys = [f"f-{_hash(self._name, in_file)}"]
        if url:
            keys = [f"u-{_hash(url)}", f"u-{_hash(url, in_file)}"]
        for key in keys:
            if key not in self._given:
                self._given[key] = 1
                return key
        self._given[keys[-1]] += 1
        return f"{keys[-1]}-{self._given[keys[-1]]}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
