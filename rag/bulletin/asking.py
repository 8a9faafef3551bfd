"""Does somebody want to be told when news comes? "जयशंकर की ख़बर आए तो बताना", "tell me when there is news on X", "X ki khabar aaye to batana".

What asks for news that is there ("जयशंकर के बारे में बताओ", "tell me about Jaishankar", "tell me when India won") is a question and no
such wish: a wish names news that comes ("आए तो", "when there is news"), or a notice ("alert", "सूचित").
"""

from __future__ import annotations

import regex

from index.text import clean, normalise

MAX_SUBJECT_CHARS = 120


def _any(words: str) -> str:
    longest_first = sorted((normalise(word).replace("_", " ") for word in words.split()), key=len, reverse=True)
    return "(?:" + "|".join(longest_first) + ")"


# Hindi in both scripts: words are normalised, so that ख़बर = खबर.
_NEWS = _any(
    "खबर खबरें खबरे समाचार न्यूज अपडेट जानकारी सूचना घोषणा khabar khabr khabren khabrein khabre news update updates samachar jankari"
)
_SOME = _any(
    "कोई कोई_भी कुछ कुछ_भी नई नयी नया ताजा अगली बड़ी और भी koi koi_bhi kuch kuchh kuch_bhi nayi nai naya taza taaza agli badi aur bhi"
)
_ON = _any(
    "की का के पर से के_बारे_में के_बारे_मे से_जुड़ी से_जुड़ा से_संबंधित को_लेकर के_लिए वाली ki ka ke par pe se ke_baare_mein ke_baare_me "
    "ke_bare_mein ke_bare_me ke_bare_main se_judi se_judii se_related ko_lekar wali"
)
_COMES = (
    _any(
        "आए आये आएं आयें आएगी आयेगी आती_है आ_जाए आ_जाये आवे मिले हो होगी निकले छपे aaye aae aaen aaegi aayegi aati_hai aa_jaye aa_jaaye "
        "aye ayegi mile ho hogi nikle aave"
    )
    + " (?:तो|तब|to|toh|tab)"
)
_COMING = _any("आने मिलने आते_ही मिलते_ही aane milne aate_hi milte_hi") + "(?: पर| par| pe)?"
_ME = (
    "(?:"
    + _any("मुझे हमें हमे मुझको मेरे_को mujhe mujhko hame hamein mereko humko please plz जरूर zaroor jarur तुरंत turant")
    + " )*"
)
_TELL = _any(
    "बताना बता_देना बताइए बताइएगा बताइयेगा बता_दीजिए बता_दीजिएगा बताएं बताओ बता_दो बताते_रहना बताना_मुझे खबर_करना खबर_कर_देना सूचित_करना सूचित_करें "
    "सूचित_कर_देना सूचना_देना सूचना_दें याद_दिलाना इत्तला_करना भेजना भेज_देना भेजिए अलर्ट_करना अलर्ट_भेजना नोटिफाई_करना batana bata_dena bataiye "
    "bataiyega bata_dijiye bata_dijiyega batao bata_do batate_rehna batana_mujhe khabar_karna inform_karna suchit_karna bhejna "
    "bhej_dena alert_karna alert_bhejna notify_karna message_karna msg_karna"
)
_THAT = _any(
    "इसकी इसका इसके_बारे_में उसकी उसका उसके_बारे_में इस_पर उस_पर कोई कुछ iski iska iske_baare_mein uski uska is_par us_par koi kuch"
)
_IF = "(?:" + _any("अगर यदि जब जब_भी जैसे_ही agar yadi jab jab_bhi jaise_hi") + " )?"
_ALERT = _any("अलर्ट सूचना नोटिफिकेशन alert notification")
_SET = _any(
    "लगाओ लगा_दो लगाना लगाइए लगा_दीजिए चाहिए सेट_करो सेट_करें बनाओ बना_दो भेजो भेजना शुरू_करो lagao laga_do lagana lagaiye chahiye set_karo "
    "set_karna banao bana_do bhejo bhejna"
)
_EVERY = _any("हर सब सारी सभी har sab saari sari sabhi")
_KEEP = _any("भेजते बताते देते bhejte batate bhejna batana") + " " + _any("रहना रहिए रहो रहें rehna rahna rahiye raho")

_E_NEWS = r"(?:(?:any|some|a|the|more|new|latest|fresh|breaking|big|important) )*(?:news|updates?|something|anything|headlines?|story|stories|article|articles)(?: new)?"
_E_ON = r"(?:on|about|of|regarding|concerning|from|for|related to)"
_E_WHEN = r"(?:when|whenever|if|once|as soon as|every time)"
_E_THERE = r"(?:(?:there is|there's|there are|there comes|you get|you have|you find|you see|we get|i get) )?"
_E_TELL = r"(?:please )?(?:(?:tell|notify|alert|inform|message|ping|text|warn) me|let me know|send me (?:a message|an alert|a notification))"
_E_COMES = r"(?: (?:comes|comes in|comes out|arrives|appears|breaks|is out|is published))?"

_WISHES = tuple(
    regex.compile(rf"(?:{pattern})", regex.IGNORECASE)
    for pattern in (
        rf"{_IF}{_ME}(?P<s>.+?) {_ON} (?:{_SOME} )*(?:{_NEWS} )?(?:{_SOME} )*(?:में )?{_COMES} {_ME}{_TELL}",
        rf"{_IF}{_ME}(?P<s>{_THAT}) (?:{_SOME} )*(?:{_NEWS} )?{_COMES} {_ME}{_TELL}",
        rf"{_IF}{_ME}(?P<s>.+?) {_ON} (?:{_SOME} )*(?:{_NEWS} )?{_COMING} {_ME}{_TELL}",
        rf"{_ME}{_TELL}(?: कि| ki)? {_IF}(?P<s>.+?) {_ON} (?:{_SOME} )*{_NEWS} (?:{_COMES}|{_COMES[: _COMES.rindex(' (?:')]})",
        rf"{_ME}(?P<s>.+?) {_ON} (?:{_SOME} )*(?:{_NEWS} )?(?:{_ON} )?{_ALERT} {_SET}",
        rf"{_ME}(?P<s>.+?) {_ON} {_EVERY} {_NEWS} {_ME}{_KEEP}",
        rf"{_E_TELL} {_E_WHEN} {_E_THERE}{_E_NEWS}(?: comes| appears| arrives| breaks)?(?: in| out)? {_E_ON} (?P<s>.+?){_E_COMES}",
        rf"{_E_TELL} {_E_WHEN} {_E_THERE}(?P<s>(?!there |you )(?:(?!\bnews\b).)+?) (?:is|are|comes|appears|gets?) (?:back )?(?:in|into|on) the news",
        rf"{_E_WHEN} {_E_THERE}{_E_NEWS} {_E_ON} (?P<s>.+?){_E_COMES} (?:then )?{_E_TELL}",
        rf"(?:please )?(?:notify|alert) me (?:to|about|on|of|for) (?:{_E_NEWS} {_E_ON} )?(?P<s>.+)",
        rf"(?:please )?(?:set|create|make|add|start)(?: up)?(?: me)? (?:an? )?(?:news )?(?:alert|notification) {_E_ON} (?P<s>.+)",
        rf"(?:please )?(?:send me|give me|i want|i need|subscribe me to) (?:an? )?(?:news )?(?:alerts?|notifications?) {_E_ON} (?P<s>.+)",
        r"(?:please )?keep me (?:posted|updated|informed) (?:on|about|of) (?P<s>.+)",
    )
)
_NO_SUBJECT = frozenset(
    normalise(word)
    for word in "के बारे में पर इसका उसका इसे उसे ke baare mein par iska uska कोई कुछ नई नयी ताज़ा भी और इस इसकी इसके उस उसकी उसके यह वह koi kuch kuchh nayi nai taza bhi aur is iski iske us uski uske it this that "
    "him her them anything something any new news khabar ख़बर".split()
)
_AROUND = " \t\n\"'“”‘’।.,!?:;–—-…"
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")


def wanted_subject(text: str) -> str | None:
    """Return what somebody wants to be told of.

    Args:
        text: What they wrote.

    Returns:
        The subject in their words, at most `MAX_SUBJECT_CHARS` characters; "" if they name none; None if the text is no such wish.
    """
    written = [word for word in clean(text).replace(",", " ").split() if _SAYS_SOMETHING.search(word)]
    if not 3 <= len(written) <= 40:
        return None
    # One normalised word for each written one, so that a place in the one is a place in the other.
    folded = [normalise(word).replace(" ", "").strip(_AROUND) or "·" for word in written]
    line = " ".join(folded)
    for wish in _WISHES:
        found = wish.fullmatch(line)
        if found:
            first = line.count(" ", 0, found.start("s"))
            last = first + found["s"].count(" ") + 1
            return _named(written[first:last])
    return None


def _named(words: list[str]) -> str:
    if all(normalise(word).strip(_AROUND) in _NO_SUBJECT for word in words):
        return ""
    subject = " ".join(words).strip(_AROUND)
    return subject if len(subject) <= MAX_SUBJECT_CHARS else ""
