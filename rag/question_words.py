"""What each word of a question does: asks, points back, links, builds the sentence, names an event, or names a topic.

A question leans on the ones before it where no word of it names a topic. So the words that do not are listed here, by
stem: the list of what news can be about has no end. The Latin spellings of Hindi words are made from the Devanagari ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

import regex

from index.language import is_latin_hindi
from index.spelling import fold_spelling, romanise
from index.terms import ENGLISH_STOP_WORDS, HINDI_STOP_WORDS, LATIN_HINDI_STOP_WORDS, stem
from index.text import normalise


class Role(Enum):
    """What a word does in a question."""

    ASKS = auto()
    """A question word: कब, who."""
    PERSON = auto()
    """A pronoun that needs a name somewhere: उन्होंने, they."""
    OWNER = auto()
    """An English possessive, which a name in front of it explains: his, and दोनों, which works alike."""
    PLACE = auto()
    """वहाँ, there."""
    THING = auto()
    """A pronoun or demonstrative that may also stand for nothing: यह, it, that."""
    LINKS = auto()
    """Goes on from what was said: और, but."""
    STATES = auto()
    """A copula or auxiliary verb: है, did."""
    BUILDS = auto()
    """Any other function word: में, the."""
    LIGHT = auto()
    """A word that many questions share and that needs to be told of what: won, injured, captain, reason."""
    EVENT = auto()
    """A word for the event, such as meeting or match: a topic unless that event is being talked of."""
    TOPIC = auto()
    """Anything else: it says what the question is about."""


POINTING = frozenset({Role.PERSON, Role.OWNER, Role.PLACE, Role.THING})

_ASKS = """
कब कहां कौन किस किसने किसे किससे किसको किसके किसकी किसका किसमें किसपर किन किनसे किन्होंने किनके किनकी किनका किन्हें कितना कितने
कितनी कितनों क्यों क्या कैसे कैसा कैसी कौनसा कौनसी कौनसे किसलिए
kab kahan kaha kahaan khan kaun kon koun kis kisne kisney kise kisse kisko kiske kiski kiska kin kinse kinhone kinke kinki
kinka kitna kitne kitni kitney kyon kyun kyu kyo kyoon kya kyaa kia kaise kese kaisa kaisi kaunsa kaunsi konsa konsi
kaunse konse
who whom whose when where why how what which
"""
_PERSON = """
उन्होंने उसने उन्हें उसे उनसे उससे उनको उसको उनका उनके उनकी उसका उसके उसकी उसमें उनमें उनपर उसपर वे इन्होंने इसने इन्हें इसे इनसे इससे इनको इसको
इनका इनके इनकी इसका इसके इसकी इसमें इनमें
he she him they them
"""
_LATIN_PERSON = """
unhone unhonne unhonein usne usney unhe unhen unhein use usey unse usse unko usko unka unke unki uska uske uski usme usmein unme unmein
ve inhone inhonne isne isney inhe inhen inhein ise isey inse isse inko isko inka inke inki iska iske iski isme ismein inme
inmein
"""
_OWNER = "his her hers their theirs its दोनों both"
_LATIN_OWNER = "dono donon"
_PLACE = "वहां यहां वहीं there"
_LATIN_PLACE = "waha wahan wahaan vaha vahan vahaan yaha yahan yahaan wahin wahi"
_THING = "यह ये वह वो इस उस इन उन ऐसा ऐसे ऐसी तब it this that these those"
_LATIN_THING = "yah yeh ye wah woh wo vo vah voh is us in un aisa aise aisi tab"
_LINKS = "और फिर लेकिन मगर तो अच्छा and but then also ok okay"
_LATIN_LINKS = "aur or phir fir lekin magar to toh acha accha achha"
_STATES = """
है हैं था थी थे थीं हो होगा होगी होंगे होता होती होते हुआ हुई हुए गया गई गए गयी गये रहा रही रहे
is are was were be been am do does did has have had will would can could should may might
"""
_LATIN_STATES = """
hai hain he h hn tha thi thee the ho hoga hogi honge hota hoti hote hua huwa hui huyi hue gaya gya gayi gai gaye gae raha rha
rahi rhi rahe rhe
"""
_LIGHT = """
कहना कहा कहें कही कहते बोला बोले बोली बोलना बताया बताई बताए बताओ बताइए बताना सुनाओ पूछा पूछे मिला मिले मिली मिलना मिलेगा मिलेगी मिलेंगे
जीता जीते जीती जीत जीतना जीतेगा हारा हारे हारी हार हराया हराई हराए बना बने बनी बनाया बनाए बनाई बनेगा बनेगी आया आए आई आना आएगा आएगी
आएंगे जाना जाएगा जाएगी जाएंगे पहुंचा पहुंचे पहुंची पहुंचना चला चली चले चलना शुरू खत्म समाप्त मरा मरे मरी मारा मारे मारी मौत मौतें मृत्यु
जान जानें घायल घायलों जख्मी बचा बचे बची पकड़ा पकड़े गिरफ्तार चुना चुने चुनी लेना लेंगे लेगा देना देगा देगी देंगे पाया पाए पाई रखना
करेगा करेगी करेंगे किया शामिल जिम्मेदार मौजूद जवाब मांगा मांगी दिलाई दिलाया जुड़े जुड़ा लगाया लगाए उठाया उठाई छोड़ा निकला निकले
पड़ा लौटा लौटे लौटी लौटेंगे लौटेगा खेला खेले बनाना गिरा गिरी गिरे टूटा डाला चाहा चाहते चाहता मतलब माना माने
लोग लोगों व्यक्ति आदमी इंसान बात बातें चीज काम वजह कारण जगह समय वक्त बजे दिन तारीख साल वर्ष महीना महीने हफ्ता हफ्ते घंटा घंटे मिनट उम्र
नाम पद दाम कीमत भाव रकम राशि रुपया रुपये रुपए पैसा पैसे मुआवजा मुआवजे खर्च संख्या आंकड़ा आंकड़े अंक रन विकेट स्कोर गोल सीट सीटें सीटों
वोट मत प्रतिशत फीसदी अंतर मार्जिन बहुमत देश देशों शहर राज्य जिला जिले इलाका टीम टीमों खिलाड़ी कप्तान कोच विजेता उपविजेता हारने जीतने
पार्टी पार्टियां सदस्य महिला महिलाएं महिलाओं पुरुष पुरुषों बच्चा बच्चे बच्चों पीड़ित पीड़ितों मृतक मृतकों यात्री यात्रियों परिवार परिवारों परिजन
परिजनों जांच आरोपी आरोपियों दोषी रिपोर्ट समिति आयोग मदद राहत सहायता बयान फैसला नतीजा नतीजे परिणाम घोषणा ऐलान प्रतिक्रिया नुकसान असर
वादा मांग शर्त मौका मुद्दा मामला मामले मामलों हालत स्थिति जानकारी विस्तार संक्षेप पूरा पूरी पूरे हिस्सा तरफ वजन रफ्तार गति ऊंचाई
लंबाई दूरी लागत बढ़ा बढ़े बढ़ी बढ़ोतरी घटा घटे घटी कमी तुलना विरोध समर्थन पक्ष विपक्ष प्रस्ताव
पहला पहले पहली दूसरा दूसरे दूसरी तीसरा तीसरे तीसरी आखिरी अंतिम पिछला पिछली पिछले अगला अगली अगले नया नई नए पुराना पुरानी पुराने कुल
सबसे ज्यादा कम अधिक बड़ा बड़ी बड़े छोटा छोटी छोटे सस्ता महंगा इतना इतने इतनी उतना सामने आगे पीछे बीच ऊपर नीचे पास दौरान अलावा सिवाय
उम्मीदवार प्रत्याशी सांसद विधायक अधिकारी अधिकारियों चालक ड्राइवर गवाह मालिक आयोजक मुखिया प्रमुख प्रवक्ता प्रतिद्वंद्वी विरोधी साथी सहयोगी मेजबान मेहमान
बंद खुला खुली खुले जारी लागू रद्द दर्ज तैयार मंजूर पास सफल असफल नाराज खुश जिंदा लापता प्रभावित बेघर जिम्मेदारी अनुमति
हाल हालात बुरा बुरी बुरे अच्छी अच्छे बेहतर बदतर खास असली सही गलत मुख्य करीब लगभग
बैठा बैठे भागा भागे रुका रुके रोका रोके सौंपा सौंपी उतरा उतरे उतरी डूबा डूबे फैला फैला फैलता बदला बदले मिलता
बार दोबारा अन्य बाकी सारे सारा तीन चार पांच दोनों खिलाफ अकेला अकेले साझा फिलहाल आखिर वाकई सच थोड़ा
say said says saying tell told telling speak spoke mention happen occur meet met win won winning lose lost losing beat
beaten defeat score die dead death kill injure hurt wound survive arrest start begin began begun end finish take took taken
become became get got receive give gave given go went gone come came arrive reach make made call name choose chose chosen
elect appoint announce promise ask cause respond react reaction pay paid cost hold held lead led attend leave left return
show mean believe think thought expect plan change rise rose fall fell play join include want need call make go
people person man men woman women child children other else anyone anybody someone somebody everyone reason place venue
time date day year month week hour minute age number figure total amount money rupee dollar price compensation toll
casualty injury victim survivor family relative passenger point run wicket goal seat vote margin percent percentage
majority result outcome captain coach team player winner runner loser opponent country city state district party side
member detail more information part first second third last previous next new old total long far far big large high fast
exact exactly ever again before after later earlier other another investigation inquiry probe report committee panel
accused suspect response statement decision speed weight size height length distance capacity full further else same
only still yet now already actual really please explain describe elaborate many much short both two three four five
against during under over
candidate official driver witness owner organiser organizer chairman chairperson head chief boss spokesperson spokesman
rival ally host guest mp mla
open close stop cancel delay affect damage destroy displace land spread suffer fail succeed ready safe missing alive
wrong right good bad best worst better worse main real true responsible situation condition role task job
"""
_LATIN_LIGHT = "aage detail details"
_EVENTS = tuple(
    line.split()
    for line in """
मुलाकात बैठक बातचीत वार्ता भेंट मीटिंग सम्मेलन शिखर meeting talk summit conversation conference
मैच फाइनल मुकाबला खिताब ट्रॉफी टूर्नामेंट प्रतियोगिता कप match final game title trophy tournament cup championship
हादसा हादसे दुर्घटना घटना भगदड़ टक्कर विस्फोट accident incident crash collision stampede disaster collapse tragedy
चुनाव मतदान election poll
यात्रा दौरा दौरे visit trip tour journey
परीक्षा पर्चा exam examination test paper
समारोह कार्यक्रम शपथ ceremony function event oath
यान मिशन अभियान कैप्सूल लैंडिंग mission spacecraft capsule landing flight craft
कानून संहिता law code
""".split("\n")
    if line
)

_RELATIVES = frozenset(
    normalise(word)
    for word in """
जो जिस जिसने जिसे जिससे जिसको जिसका जिसके जिसकी जिसमें जिन जिन्होंने जिन्हें जिनके जिनकी जिनका जिनसे जब जहां जैसा जैसे
jo jis jisne jise jisse jisko jiska jiske jiski jisme jin jinhone jinhe jinke jinki jinka jinse jab jahan jaha jaisa jaise
""".split()
)

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+(?:[-.'’][\p{L}\p{M}\p{N}\u200c\u200d]+)*|[,;:.!?।]")
_CLITIC = regex.compile(r"(?:['’](?:s|re|d|ll|ve|m)|n['’]t)$")
_PARTICIPLE = regex.compile("[ाेीईए]ं?$|[aei]$")
_CLOSERS = frozenset(
    """
था थे थी थीं गया गई गए गयी गये रहा रही रहे tha thi thee the gaya gya gayi gai gaye gae raha rha rahi rhi rahe rhe
""".split()
)
_TAKE_NOUNS = frozenset(
    """
कितना कितने कितनी किस किन कौनसा कौनसी कौनसे सा सी से kitna kitne kitni kis kin kaunsa kaunsi kaunse konsa konsi konse sa si se
""".split()
)
_INNER_A = regex.compile("(?<=.)a(?=.)")
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question, or a mark of punctuation.

    Attributes:
        text: As typed.
        folded: Normalised, without 's and the like; "" for punctuation.
        role: What it does.
        keys: Stem, and for Latin letters a spelling key: what it is compared by.
    """

    text: str
    folded: str
    role: Role
    keys: frozenset[str]

    @property
    def relative(self) -> bool:
        """Whether it is a Hindi relative, which the pronoun of the same sentence answers to."""
        return self.folded in _RELATIVES


def read_words(text: str) -> list[Word]:
    """Tell for each word of a text, in order, what it does; punctuation BUILDS.

    Args:
        text: A question, in any of the three ways of writing, or in several at once.
    """
    latin_hindi = is_latin_hindi(text)
    words = [_word(token, latin_hindi) for token in _TOKEN.findall(text)]
    verb = _verb(words)
    return words if verb is None else [*words[:verb], replace(words[verb], role=Role.LIGHT), *words[verb + 1 :]]


def families(words: list[Word]) -> frozenset[int]:
    """Return the kinds of event that words name, as numbers."""
    return frozenset(_EVENT_KEYS[key] for word in words for key in word.keys if key in _EVENT_KEYS)


def _word(token: str, latin_hindi: bool) -> Word:
    folded = _CLITIC.sub("", normalise(token))
    if not regex.search(r"[\p{L}\p{N}]", folded):
        return Word(token, "", Role.BUILDS, frozenset())
    role = _role(folded, latin_hindi)
    if role is Role.TOPIC and "-" in folded:
        parts = [_role(part, latin_hindi) for part in folded.split("-") if part]
        role = parts[0] if Role.TOPIC not in parts else role  # किस-किस
    return Word(token, folded, role, _keys(folded, latin_hindi))


def _verb(words: list[Word]) -> int | None:
    """Place of a verb that no list knows: participles close a Hindi question ("कहाँ उतरा?"), English ones end in -ed."""
    asks = [place for place, word in enumerate(words) if word.role is Role.ASKS]
    spoken = [place for place, word in enumerate(words) if word.folded]
    if not asks:
        return None
    for place in reversed(spoken):
        word, before = words[place], words[place - 1] if place else None
        if place > asks[-1] and word.role is Role.STATES and word.folded in _CLOSERS:
            continue
        if word.role is not Role.TOPIC or before is None:
            return None
        if word.text.islower() and word.text.isascii() and len(word.text) > 4 and word.text.endswith("ed"):
            return place
        closes = place > asks[-1] and _PARTICIPLE.search(word.folded) and before.role is not Role.STATES
        return place if closes and before.folded not in _TAKE_NOUNS else None
    return None


def _role(folded: str, latin_hindi: bool) -> Role:
    if latin_hindi and folded in _LATIN_ROLES:
        return _LATIN_ROLES[folded]
    if folded in _ROLES:
        return _ROLES[folded]
    if folded in _LIGHT_WORDS:
        return Role.LIGHT
    if folded in HINDI_STOP_WORDS or folded in ENGLISH_STOP_WORDS or (latin_hindi and folded in LATIN_HINDI_STOP_WORDS):
        return Role.BUILDS
    keys = _keys(folded, latin_hindi)
    if keys & _LIGHT_KEYS:
        return Role.LIGHT
    return Role.EVENT if keys & _EVENT_KEYS.keys() else Role.TOPIC


@lru_cache(maxsize=1 << 14)
def _keys(folded: str, latin_hindi: bool = True) -> frozenset[str]:
    """The stem, and for Hindi how it is spelled in Latin letters, with "a" only where nobody leaves it out."""
    devanagari = "\u0900" <= folded[0] <= "\u097f"
    if not (devanagari or latin_hindi):
        return frozenset({stem(folded)})
    spelled = fold_spelling(romanise(folded) if devanagari else folded)
    return frozenset({stem(folded), "~" + (_INNER_A.sub("", spelled) if len(spelled) > _SHORT else spelled)})


def _roles(*listed: tuple[Role, str]) -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role, words in listed:
        for word in words.split():
            found.setdefault(normalise(word), role)
    return found


_ROLES = _roles(
    (Role.ASKS, _ASKS), (Role.PERSON, _PERSON), (Role.OWNER, _OWNER), (Role.PLACE, _PLACE), (Role.THING, _THING),
    (Role.LINKS, _LINKS), (Role.STATES, _STATES),
)  # fmt: skip
_LATIN_ROLES = _roles(
    (Role.PERSON, _LATIN_PERSON), (Role.OWNER, _LATIN_OWNER), (Role.PLACE, _LATIN_PLACE), (Role.THING, _LATIN_THING),
    (Role.LINKS, _LATIN_LINKS), (Role.STATES, _LATIN_STATES), (Role.LIGHT, _LATIN_LIGHT),
)  # fmt: skip
_LIGHT_WORDS = frozenset(map(normalise, _LIGHT.split()))
_LIGHT_KEYS = frozenset(key for word in _LIGHT.split() for key in _keys(normalise(word)))
_EVENT_KEYS = {
    key: number for number, family in enumerate(_EVENTS) for word in family for key in _keys(normalise(word))
}
