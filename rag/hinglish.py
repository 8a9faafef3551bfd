"""Hindi typed in Latin letters, written in Devanagari for the embedder: "jaishankar kisse mile" → "जयशंकर किससे मिले".

Each word is looked up by its sound key among the words of the index, which knows the names of the day, and a general
Hindi word list (wordfreq). Spelling distance and frequency choose between words that sound alike; the words that only
build the sentence come from a table, since they are short, frequent and alike. An English word stays as it is unless
the index spells it in Devanagari.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import regex
from rapidfuzz.distance import Levenshtein

from index.sound import sound_key
from index.spelling import fold_spelling, romanise
from index.store.protocol import View
from index.text import normalise

_TOKEN = regex.compile(r"[A-Za-z]+|[^A-Za-z]+")

# Fitted on the words of the Dakshina sentences (see docs/quality.md): edits with and without the vowel "a" that people
# leave out, the penalty for adding or dropping a final n, and the weights of the two frequencies.
_EDIT_WEIGHT, _CONSONANT_EDIT_WEIGHT, _FINAL_N_COST = 5.0, 10.0, 0.5
_INDEX_WEIGHT, _LIST_WEIGHT = 0.6, 0.2
_KEEP_ENGLISH_ZIPF = 3.5
_KEEP_ENGLISH_DISTANCE = 0.2

_FUNCTION_WORDS: Mapping[str, str] = {
    latin: devanagari
    for devanagari, spellings in (
        line.split(":")
        for line in """
क्या:kya kyaa kia
है:hai he h hei
हैं:hain hein hn
था:tha thaa
थे:the thay
थी:thi thee
का:ka kaa
की:ki kee
के:ke k
को:ko
से:se say
में:me mein main mai men mei mem
पर:par pe
और:aur or
ने:ne nay
यह:yah yeh ye
वह:wah woh wo vo vah voh
इस:is
उस:us
इन:in
उन:un
कौन:kaun kon koun
किस:kis
किसने:kisne kisney
किसके:kiske
किसका:kiska
किसकी:kiski
किसे:kise
किससे:kisse
किसको:kisko
कब:kab
कहां:kahan kaha kahaan kha khan
कैसे:kaise kese kaisay
कैसा:kaisa
कैसी:kaisi
क्यों:kyon kyun kyu kyo kyoon
कितना:kitna kitnaa
कितने:kitne kitney
कितनी:kitni
कौनसा:kaunsa konsa
कौनसी:kaunsi konsi
कौनसे:kaunse konse
लिए:liye lie lye
भी:bhi bhee
ही:hi hee
तो:to toh
नहीं:nahi nahin nhi nai nahee
कर:kar kr
करना:karna krna
करने:karne krne
करता:karta
करती:karti
करते:karte
किया:kiya kia
किए:kiye kie
गया:gaya gya
गई:gayi gai gayee
गए:gaye gae
हुआ:hua huwa
हुई:hui huyi
हुए:hue huye
हो:ho
होता:hota
होती:hoti
होते:hote
होगा:hoga
होगी:hogi
होंगे:honge
रहा:raha rha
रही:rahi rhi
रहे:rahe rhe
वाला:wala vala
वाली:wali vali
वाले:wale vale
साल:saal sal
नाम:naam nam
बारे:bare baare
बाद:baad
तक:tak
साथ:saath sath
एक:ek
दो:do
सा:sa
सी:si
जो:jo
अब:ab
जब:jab
तब:tab
कुछ:kuch kuchh
दिया:diya dia
दी:di
दिए:diye die
लिया:liya lia
अपने:apne
अपनी:apni
अपना:apna
उन्होंने:unhone unhonne
उनके:unke
उनकी:unki
उनका:unka
उसके:uske
उसकी:uski
उसका:uska
इसके:iske
इसकी:iski
इसका:iska
द्वारा:dwara dvara
या:ya yaa
कोई:koi
किसी:kisi
दोनों:dono donon
कई:kai
""".split("\n")
        if line
    )
    for latin in spellings.split()
}


class Devanagariser:
    """Writes Latin-letter Hindi in Devanagari, with the words of one view of the index and a general word list."""

    def __init__(self, view: View) -> None:
        """Use the vocabulary of this view."""
        self._view = view

    def __call__(self, text: str) -> str:
        """Return the text with every word that has a Devanagari spelling written in it.

        Args:
            text: A question in Latin letters; digits, punctuation and Devanagari words stay.
        """
        tokens = _TOKEN.findall(text)
        open_words = {token.lower() for token in tokens if token.isalpha() and token.isascii()} - _FUNCTION_WORDS.keys()
        keys = {word: _keys(word) for word in open_words}
        in_index = self._view.words_by_sound({key for found in keys.values() for key in found})
        chosen = {word: self._choose(word, keys[word], in_index) for word in open_words}
        return "".join(_FUNCTION_WORDS.get(token.lower()) or chosen.get(token.lower()) or token for token in tokens)

    def _choose(self, word: str, keys: Sequence[str], in_index: Mapping[str, list[tuple[str, int]]]) -> str | None:
        general = _word_list()
        counts: dict[str, tuple[int, int]] = {}
        for dropped, key in enumerate(keys):
            for candidate, count in in_index.get(key, ()):
                if "\u0900" <= candidate[0] <= "\u097f":
                    counts[candidate] = (count, dropped)
            for candidate in general.by_sound.get(key, ()):
                counts.setdefault(candidate, (0, dropped))
        typed = fold_spelling(word)
        best: str | None = None
        best_score = -math.inf
        best_distance = 1.0
        for candidate, (count, dropped) in counts.items():
            spelled = fold_spelling(romanise(candidate))
            edits = Levenshtein.distance(typed, spelled)
            consonant_edits = Levenshtein.distance(typed.replace("a", ""), spelled.replace("a", ""))
            score = (
                -(_EDIT_WEIGHT * edits + _CONSONANT_EDIT_WEIGHT * consonant_edits) / max(1, len(typed))
                - _FINAL_N_COST * dropped
                + _INDEX_WEIGHT * math.log1p(count)
                + _LIST_WEIGHT * general.weight.get(candidate, 0.0)
            )
            if score > best_score:
                best, best_score, best_distance = candidate, score, edits / max(1, len(typed), len(spelled))
        if best is not None and best_distance > _KEEP_ENGLISH_DISTANCE and _is_common_english(word):
            return None
        return best


def _keys(word: str) -> list[str]:
    """The sound key, then the key with a final n more or less: logo = logon = लोगों."""
    key = sound_key(word)
    if word[-1] in "aeiou":
        return [key, key + "n"] if key else []
    return [key, key[:-1]] if word[-1] == "n" and len(key) > 1 else [key]


class _WordList:
    """The general Hindi word list by sound key, with a weight that grows with each word's logarithmic frequency."""

    def __init__(self) -> None:
        import wordfreq

        self.by_sound: dict[str, list[str]] = defaultdict(list)
        self.weight: dict[str, float] = {}
        for listed, frequency in wordfreq.get_frequency_dict("hi").items():
            word = normalise(listed)
            if word and "\u0900" <= word[0] <= "\u097f" and word not in self.weight:
                self.by_sound[sound_key(word)].append(word)
                self.weight[word] = math.log10(1 + frequency * 1e8)


@lru_cache(maxsize=1)
def _word_list() -> _WordList:
    return _WordList()


@lru_cache(maxsize=1 << 14)
def _is_common_english(word: str) -> bool:
    import wordfreq

    return bool(wordfreq.zipf_frequency(word, "en") >= _KEEP_ENGLISH_ZIPF)
