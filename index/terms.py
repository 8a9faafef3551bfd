"""Search terms: the content words of a text, folded and stemmed, so that the forms of a word meet.

The stemmer for Hindi is the light one of Ramanathan & Rao (2003), "A Lightweight Stemmer for Hindi"; English goes
through Snowball. Stop words of both languages, and of Hindi in Latin letters, say how a question is put and not what
it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex
import snowballstemmer

from index.sound import sound_key
from index.text import normalise

# Combining marks belong to the word: \\w alone cuts Hindi at its vowel signs.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[.,:'’](?=\p{N})[\p{N}]+)*")

_SUFFIXES: tuple[tuple[int, tuple[str, ...]], ...] = tuple(
    (length, tuple(suffixes.split()))
    for length, suffixes in (
        (5, "ाएंगी ाएंगे ाऊंगी ाऊंगा ाइयां ाइयों"),
        (4, "ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियों ियां"),
        (3, "ाकर ाइए ाईं ाया ेगी ेगा ोगी ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं"),
        (2, "कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ां ों ें"),
        (1, "ो े ू ु ी ि ा"),
    )
)

HINDI_STOP_WORDS = frozenset(
    normalise(word)
    for word in """
का के की को में से है हैं था थे थी थीं ने पर और या एक यह वह ये वे इस उस इन उन जो कि भी ही तो नहीं न हो होता होती होते
हुआ हुई हुए गया गई गए गयी गये कर करने करता करते करती किया किये किए की रहा रहे रही लिए लिये साथ द्वारा तक अपने अपनी अपना
बाद जब तब क्या कौन किस किसने किसके किसकी किसका किसे किससे किसको किन किनसे कब कहाँ कहा कैसे कैसा कैसी क्यों कितने कितनी
कितना कौनसा कौनसी सा सी से जैसे जिस जिसे जिन जिसमें जिसका इसके इसकी इसका इसे उसे उसके उसकी उसका उनके उनकी उनका उन्हें
उन्होंने सकता सकते सकती जाता जाती जाते दिया दी दिए दिये देने लिया ली कुछ सभी मैं हम आप तुम बारे बताओ बताइए बताइये चल
वाला वाले वाली करना होना चाहिए अब कोई किसी ओर पे मे हे गे था अगर लेकिन मगर फिर यहाँ वहाँ क्यूँ क्यूं जा रखा रखी रखे
पड़ा पड़ी पड़े लगा लगी लगे ताकि बता दो कहीं
""".split()
)
ENGLISH_STOP_WORDS = frozenset(
    """
a an the of in on at to for and or is are was were be been being by with from as that this these those it its he she
they his her their him them what which who whom whose when where why how did does do done has have had having not no
than then there into about many much will would can could should may might shall i you we me my your our us am if but
so any some also just tell give get got s t
""".split()
)
LATIN_HINDI_STOP_WORDS = frozenset(
    """
ka ke ki ko mein mei me main mai men se hai hain he h tha thi thee the ne par pe aur or ya ek yah yeh ye wah woh wo vo
vah is us in un jo bhi hi to toh nahi nahin nhi na ho hota hoti hote hua hui hue huwa huyi gaya gayi gai gaye gae kar
karne karta karte karti kiya kiye kie raha rahe rahi liye lie liya saath sath dwara dvara tak apne apni apna baad jab
tab kya kyaa kaun kon kis kisne kisney kiske kiski kiska kise kisse kisko kin kinse kab kahan kaha kahaan kaise kese
kaisa kaisi kyon kyun kyu kyo kitne kitni kitna kaunsa kaunsi konsa konsi kaunse sa si jaise jis jise jin jisme jisne
iske iski iska ise use uske uski uska unke unki unka unhe unhone unhonne sakta sakte sakti jata jaati jaata jati jate
diya di diye dene lene kuch kuchh sabhi hum ham aap tum bare baare batao bataiye wala wale wali vala vale vali karna
hona chahiye ab koi kisi ki yahan wahan fir phir lekin magar agar abhi kro kar do de den h rha rhi rhe hn hy mujhe mera
meri mere hamare hamara rakha rakhi rakhe laga lagi lage pad padi pada pade konse sab
""".split()
)
_STOP_WORDS = HINDI_STOP_WORDS | ENGLISH_STOP_WORDS

_english = snowballstemmer.stemmer("english")


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in order, normalised."""
    return split_words(normalise(text))


def split_words(normalised: str) -> list[str]:
    """Return the words and numbers of a normalised text in order."""
    return [word.replace(",", "") for word in _WORD.findall(normalised)]


def terms(text: str) -> list[str]:
    """Return the stems of the content words of a text in order, repeats included."""
    return terms_of(words(text))


def terms_of(found: Iterable[str]) -> list[str]:
    """Return the stems of the content words among normalised words."""
    return [stem(word) for word in found if word not in _STOP_WORDS]


def sound_terms(text: str, *, latin_hindi: bool = False) -> list[str]:
    """Return the sound keys of the content words of a text in order.

    Args:
        text: Hindi or English.
        latin_hindi: The text is Hindi in Latin letters: its function words are left out too. They cannot be left out of
            English, where "me", "hue" or "the" are other words.

    Returns:
        Keys of at least two letters, and numbers.
    """
    return sounds_of(words(text), _STOP_WORDS | LATIN_HINDI_STOP_WORDS if latin_hindi else _STOP_WORDS)


def sounds_of(found: Iterable[str], stop_words: frozenset[str] = _STOP_WORDS) -> list[str]:
    """Return the sound keys of the content words among normalised words."""
    return [key for word in found if word not in stop_words and (len(key := sound_key(word)) >= 2 or key.isdigit())]


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the stem of a normalised word."""
    if not word or word.isdigit():
        return word
    if "\u0900" <= word[0] <= "\u097f":
        if word.endswith("ये"):
            word = word[:-2] + "ए"  # written either way: किराये, किराए
        for length, suffixes in _SUFFIXES:
            if len(word) > length + 1 and word.endswith(suffixes):
                return word[:-length]
        return word[:-1] + "य" if word.endswith(("ए", "ई")) else word  # रुपए and रुपया, नई and नया
    return str(_english.stemWord(word))
