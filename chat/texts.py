"""Every sentence that the bot says, in Hindi, in English, and in Hindi typed with Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType

from index.article import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """The bot's own words in one language; all of it plain text, `{…}` is filled in by the caller."""

    greeting: str
    try_one: str
    help: str
    help_in_telegram: str
    no_answer: str
    covers: str
    covers_one_day: str
    closest: str
    other_time: str
    old_news: str
    not_written: str
    out_of_calls: str
    cancelled: str
    no_chat_model: str
    status: str
    no_news: str
    sources: str
    untitled: str
    empty_question: str
    long_question: str
    written_only: str
    unknown_command: str
    wait: str
    apology: str
    old_button: str
    goodbye: str
    new_topic: str
    new_topic_button: str
    start_command: str
    new_command: str
    help_command: str
    terminal_help: str
    months: str


_HINDI = Texts(
    greeting=(
        "नमस्ते! ख़बरों के बारे में हिंदी, English या Hinglish में जो चाहें पूछिए, जवाब उसी भाषा में मिलेगा। "
        "हर जवाब के साथ उसका स्रोत होगा: वह वाक्य, अख़बार और तारीख़।"
    ),
    try_one="इनमें से कोई सवाल आज़माइए, या अपना लिखिए:",
    help=(
        "मदद\n"
        "• ख़बरों के बारे में सवाल लिखिए, जैसे किसी से बात करते हैं।\n"
        "• जो मेरी ख़बरों में नहीं है, वह मैं साफ़ कह देता हूँ; अपनी ओर से कुछ नहीं जोड़ता।"
    ),
    help_in_telegram=(
        "• जवाब में [1] दबाइए तो मूल ख़बर खुलेगी; नीचे “स्रोत” में शीर्षक, अख़बार और तारीख़ है।\n"
        "• समूह में @{bot} लिखकर या मेरे संदेश का उत्तर देकर पूछिए।"
    ),
    no_answer="मेरी ख़बरों में इसका जवाब नहीं है।",
    covers="मेरे पास {oldest} से {newest} तक की ख़बरें हैं।",
    covers_one_day="मेरे पास {newest} की ख़बरें हैं।",
    closest="इससे मिलती-जुलती ख़बरें:",
    other_time="“{phrase}” की ख़बरों में इसका जवाब नहीं मिला; यह दूसरे दिनों की ख़बर है।",
    old_news="यह {date} की ख़बर है:",
    not_written="इस बार मैं जवाब अपने शब्दों में नहीं लिख सका; ऊपर ख़बरों के ही वाक्य हैं।",
    out_of_calls="अपने शब्दों में लिखे जवाब आपके लिए आज पूरे हो गए; ऊपर ख़बरों के ही वाक्य हैं।",
    cancelled="ठीक है, यह सवाल छोड़ दिया।",
    no_chat_model="कोई चैट मॉडल नहीं लगाया गया है; जवाब ख़बरों के ही वाक्य होते हैं।",
    status=(
        "शुरू होने के बाद से:\n"
        "• मॉडल के लिखे जवाब: {written}, उनमें याद से दिए हुए: {cached}\n"
        "• मॉडल को ख़बरों में जवाब नहीं मिला: {refused}\n"
        "• उसकी जगह ख़बरों के वाक्य: {fallbacks}\n"
        "• जाँच में हटाए गए वाक्य: {dropped}\n"
        "• मॉडल से पूछा गया: {calls} बार; टोकन: {input_tokens} भेजे, {output_tokens} आए"
    ),
    no_news="मेरे पास अभी कोई ख़बर नहीं है।",
    sources="स्रोत",
    untitled="बिना शीर्षक",
    empty_question="कृपया ख़बरों के बारे में एक सवाल लिखिए।",
    long_question="यह सवाल बहुत लंबा है; कृपया एक-दो वाक्यों में पूछिए।",
    written_only="मैं अभी केवल लिखे हुए सवाल समझता हूँ।",
    unknown_command="यह कमांड मुझे नहीं आती। /help में देखिए कि मैं क्या कर सकता हूँ।",
    wait="आपके पिछले सवालों के जवाब अभी आ रहे हैं; कृपया थोड़ा रुककर फिर पूछिए।",
    apology="माफ़ कीजिए, कुछ गड़बड़ हो गई। कृपया थोड़ी देर बाद फिर पूछिए। (त्रुटि {id})",
    old_button="यह बटन पुराना हो गया।",
    goodbye="फिर मिलेंगे!",
    new_topic="ठीक है, नया विषय: अगला सवाल पिछले सवालों से नहीं जोड़ूँगा।",
    new_topic_button="🔄 नया विषय",
    start_command="शुरू करें, उदाहरण देखें",
    new_command="नया विषय",
    help_command="मदद",
    terminal_help="सवाल लिखकर Enter दबाइए। /help मदद, /new नया विषय, /quit बाहर।",
    months="जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
)

_ENGLISH = Texts(
    greeting=(
        "Hello! Ask me anything about the news in Hindi, English or Hinglish; I answer in the language you ask in. "
        "Every answer comes with its source: the sentence, the outlet and the date."
    ),
    try_one="Try one of these, or write your own:",
    help=(
        "Help\n"
        "• Write a question about the news, as you would ask a person.\n"
        "• If my news does not say, I tell you so; I add nothing of my own."
    ),
    help_in_telegram=(
        "• Tap [1] in an answer to open the article; “Sources” below has its headline, outlet and date.\n"
        "• In a group, mention @{bot} or reply to one of my messages."
    ),
    no_answer="My news does not answer this.",
    covers="I have news from {oldest} to {newest}.",
    covers_one_day="I have news of {newest}.",
    closest="The closest I have:",
    other_time="The news of “{phrase}” does not answer this; here is news of other days.",
    old_news="This is news of {date}:",
    not_written="I could not put this into my own words this time; these are sentences of the news.",
    out_of_calls="You have had today's answers in my own words; these are sentences of the news.",
    cancelled="All right, I dropped that question.",
    no_chat_model="No chat model is set; answers are sentences of the news.",
    status=(
        "Since the start:\n"
        "• Answers written by the model: {written}, from memory among them: {cached}\n"
        "• The model found no answer in the news: {refused}\n"
        "• Sentences of the news instead: {fallbacks}\n"
        "• Sentences dropped by the checks: {dropped}\n"
        "• Calls to the model: {calls}; tokens: {input_tokens} sent, {output_tokens} received"
    ),
    no_news="I have no news yet.",
    sources="Sources",
    untitled="Untitled",
    empty_question="Please write a question about the news.",
    long_question="That question is very long; please ask in a sentence or two.",
    written_only="I only understand written questions for now.",
    unknown_command="I do not know that command. See /help for what I can do.",
    wait="I am still answering your earlier questions; please ask again in a moment.",
    apology="Sorry, something went wrong. Please ask again in a little while. (Error {id})",
    old_button="This button is too old.",
    goodbye="Goodbye!",
    new_topic="A new topic, then: I will not tie your next question to the ones before.",
    new_topic_button="🔄 New topic",
    start_command="Start, with example questions",
    new_command="New topic",
    help_command="Help",
    terminal_help="Type a question and press Enter. /help for help, /new for a new topic, /quit to leave.",
    months="January February March April May June July August September October November December",
)

_LATIN_HINDI = Texts(
    greeting=(
        "Namaste! Khabron ke baare mein Hindi, English ya Hinglish mein jo chahein poochhiye, jawab usi bhasha mein "
        "milega. Har jawab ke saath uska srot hoga: woh vaakya, akhbaar aur taareekh."
    ),
    try_one="Inmein se koi sawaal aazmaiye, ya apna likhiye:",
    help=(
        "Madad\n"
        "• Khabron ke baare mein sawaal likhiye, jaise kisi se baat karte hain.\n"
        "• Jo meri khabron mein nahin hai, woh main saaf keh deta hoon; apni or se kuchh nahin jodta."
    ),
    help_in_telegram=(
        "• Jawab mein [1] dabaiye to mool khabar khulegi; neeche “Srot” mein sheershak, akhbaar aur taareekh hai.\n"
        "• Group mein @{bot} likhkar ya mere message ka reply dekar poochhiye."
    ),
    no_answer="Meri khabron mein iska jawab nahin hai.",
    covers="Mere paas {oldest} se {newest} tak ki khabrein hain.",
    covers_one_day="Mere paas {newest} ki khabrein hain.",
    closest="Isse milti-julti khabrein:",
    other_time="“{phrase}” ki khabron mein iska jawab nahin mila; yeh doosre dinon ki khabar hai.",
    old_news="Yeh {date} ki khabar hai:",
    not_written="Is baar main jawab apne shabdon mein nahin likh saka; upar khabron ke hi vaakya hain.",
    out_of_calls="Apne shabdon mein likhe jawab aapke liye aaj poore ho gaye; upar khabron ke hi vaakya hain.",
    cancelled="Theek hai, yeh sawaal chhod diya.",
    no_chat_model="Koi chat model nahin lagaya gaya hai; jawab khabron ke hi vaakya hote hain.",
    status=(
        "Shuru hone ke baad se:\n"
        "• Model ke likhe jawab: {written}, unmein yaad se diye hue: {cached}\n"
        "• Model ko khabron mein jawab nahin mila: {refused}\n"
        "• Uski jagah khabron ke vaakya: {fallbacks}\n"
        "• Jaanch mein hataye gaye vaakya: {dropped}\n"
        "• Model se poochha gaya: {calls} baar; token: {input_tokens} bheje, {output_tokens} aaye"
    ),
    no_news="Mere paas abhi koi khabar nahin hai.",
    sources="Srot",
    untitled="Bina sheershak",
    empty_question="Kripya khabron ke baare mein ek sawaal likhiye.",
    long_question="Yeh sawaal bahut lamba hai; kripya ek-do vaakyon mein poochhiye.",
    written_only="Main abhi keval likhe hue sawaal samajhta hoon.",
    unknown_command="Yeh command mujhe nahin aati. /help mein dekhiye ki main kya kar sakta hoon.",
    wait="Aapke pichhle sawaalon ke jawab abhi aa rahe hain; kripya thoda rukkar phir poochhiye.",
    apology="Maaf kijiye, kuchh gadbad ho gayi. Kripya thodi der baad phir poochhiye. (Truti {id})",
    old_button="Yeh button puraana ho gaya.",
    goodbye="Phir milenge!",
    new_topic="Theek hai, naya vishay: agla sawaal pichhle sawaalon se nahin jodoonga.",
    new_topic_button="🔄 Naya vishay",
    start_command="Shuru karein, udaharan dekhein",
    new_command="Naya vishay",
    help_command="Madad",
    terminal_help="Sawaal likhkar Enter dabaiye. /help madad, /new naya vishay, /quit baahar.",
    months=_ENGLISH.months,
)

TEXTS: Mapping[Language, Texts] = MappingProxyType({"hi": _HINDI, "en": _ENGLISH, "hi-Latn": _LATIN_HINDI})


def date_text(moment: datetime, language: Language, zone: tzinfo) -> str:
    """Write a date as people of that language do: "3 जुलाई 2024", "3 July 2024".

    Args:
        moment: Timezone-aware.
        language: Language and script of the month.
        zone: Where the reader's day begins and ends.
    """
    try:
        day = moment.astimezone(zone)
    except OverflowError:  # the first or last day that a datetime can hold
        day = moment
    return f"{day.day} {TEXTS[language].months.split()[day.month - 1]} {day.year}"


def covers_text(span: tuple[datetime, datetime], language: Language, zone: tzinfo) -> str:
    """Say which dates the news covers, oldest and newest article, in one sentence."""
    oldest, newest = (date_text(moment, language, zone) for moment in span)
    texts = TEXTS[language]
    pattern = texts.covers_one_day if oldest == newest else texts.covers
    return pattern.format(oldest=oldest, newest=newest)
