"""Every sentence that the bot says, in Hindi, in English, and in Hindi typed with Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType

from index.article import Language
from rag.bulletin.sections import SECTIONS, Section


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
    also: str
    numbers_differ: str
    dates_differ: str
    names_differ: str
    not_written: str
    out_of_calls: str
    cancelled: str
    no_chat_model: str
    written_figures: str
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
    language_command: str
    language_name: str
    language_question: str
    language_chosen: str
    privacy_command: str
    privacy: str
    forget_command: str
    forget_question: str
    forget_yes: str
    forget_no: str
    forget_kept: str
    forgotten: str
    not_your_button: str
    feedback_thanks: str
    feedback_question: str
    reason_wrong: str
    reason_old: str
    reason_incomplete: str
    reason_source: str
    not_served: str
    too_often: str
    admin_help: str
    status: str
    stats: str
    add_help: str
    add_no_links: str
    add_reading: str
    add_not_fetched: str
    added: str
    remove_help: str
    removed: str
    not_in_index: str
    latest_command: str
    topics_command: str
    subscribe_command: str
    unsubscribe_command: str
    short_description: str
    description: str
    latest_title: str
    newer_button: str
    older_button: str
    topics_title: str
    no_topic_news: str
    sections: str
    article_gone: str
    read_on: str
    share_button: str
    inline_button: str
    heard: str
    voice_too_long: str
    voice_failed: str
    voice_empty: str
    privacy_voice: str
    privacy_model: str
    private_only: str
    private_button: str
    subscription_off: str
    subscription_on: str
    indian_time: str
    all_topics: str
    stop_button: str
    alerts_title: str
    alerts_hint: str
    alert_made: str
    alert_known: str
    alert_too_many: str
    alert_no_subject: str
    alert_cancelled: str
    cancel_button: str
    unsubscribed: str
    not_subscribed: str
    digest_title: str
    digest_footer: str
    alert_title: str
    correction_title: str
    correction_before: str
    correction_now: str
    correction_gone: str
    terminal_help: str
    choose_number: str
    choose_one: str
    press_again: str
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
        "• /latest ताज़ा ख़बरें · /topics विषय · /subscribe रोज़ की ख़बरें\n"
        "• “जयशंकर की ख़बर आए तो बताना” लिखिए, तो ख़बर आते ही बताऊँगा।\n"
        "• समूह में @{bot} लिखकर या मेरे संदेश का उत्तर देकर पूछिए।"
    ),
    no_answer="मेरी ख़बरों में इसका जवाब नहीं है।",
    covers="मेरे पास {oldest} से {newest} तक की ख़बरें हैं।",
    covers_one_day="मेरे पास {newest} की ख़बरें हैं।",
    closest="इससे मिलती-जुलती ख़बरें:",
    other_time="“{phrase}” की ख़बरों में इसका जवाब नहीं मिला; यह दूसरे दिनों की ख़बर है।",
    old_news="यह {date} की ख़बर है:",
    also="{outlets} में भी",
    numbers_differ="अलग-अलग जगह संख्या अलग बताई गई है: {versions}",
    dates_differ="अलग-अलग जगह तारीख़ अलग बताई गई है: {versions}",
    names_differ="अलग-अलग जगह नाम अलग बताया गया है: {versions}",
    not_written="इस बार मैं जवाब अपने शब्दों में नहीं लिख सका; ऊपर ख़बरों के ही वाक्य हैं।",
    out_of_calls="अपने शब्दों में लिखे जवाब आपके लिए आज पूरे हो गए; ऊपर ख़बरों के ही वाक्य हैं।",
    cancelled="ठीक है, यह सवाल छोड़ दिया।",
    no_chat_model="कोई चैट मॉडल नहीं लगाया गया है; जवाब ख़बरों के ही वाक्य होते हैं।",
    written_figures=(
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
    language_command="भाषा",
    language_name="हिंदी",
    language_question="मैं आपसे किस भाषा में बात करूँ? सवाल का जवाब फिर भी उसी भाषा में मिलेगा जिसमें आप पूछेंगे।",
    language_chosen="ठीक है, अब मैं आपसे हिंदी में बात करूँगा।",
    privacy_command="निजता: क्या रखा जाता है",
    privacy=(
        "निजता\n"
        "• आपका संदेश तभी तक रखता हूँ जब तक उसका जवाब न दे दूँ।\n"
        "• आपके सवाल, मेरे जवाबों के स्रोत और आपकी प्रतिक्रियाएँ {days} दिन तक रहती हैं; इनसे जवाब सुधरते हैं।\n"
        "• पिछले तीन सवाल आधे घंटे तक याद रखता हूँ, ताकि “कब?” जैसे सवाल समझ सकूँ।\n"
        "• आपकी चुनी हुई भाषा याद रखता हूँ; {days} दिन आप कुछ न लिखें तो वह भी मिट जाती है।\n"
        "• /subscribe में या “ख़बर आए तो बताना” कहकर जो माँगा है, वह तब तक रहता है जब तक आप उसे बंद न करें।\n"
        "• आपको केवल Telegram के अंक (id) से पहचानता हूँ; आपका नाम या फ़ोन नंबर अपने पास नहीं रखता।\n"
        "• /forget भेजिए तो आपका सब कुछ तुरंत मिट जाएगा।"
    ),
    forget_command="मेरा डेटा मिटाएँ",
    forget_question=("क्या आपका सब कुछ मिटा दूँ: सवाल, प्रतिक्रियाएँ, चुनी हुई भाषा? मिटाने के बाद वह वापस नहीं आएगा।"),
    forget_yes="हाँ, मिटा दीजिए",
    forget_no="नहीं, रहने दीजिए",
    forget_kept="ठीक है, कुछ नहीं मिटाया।",
    forgotten=("मिटा दिया: आपका कुछ भी अब मेरे पास नहीं है। इस चैट के संदेश Telegram के पास हैं; चाहें तो उन्हें वहीं मिटा दीजिए।"),
    not_your_button="यह बटन किसी और के लिए है।",
    feedback_thanks="धन्यवाद!",
    feedback_question="इसमें क्या ठीक नहीं था?",
    reason_wrong="ग़लत",
    reason_old="पुराना",
    reason_incomplete="अधूरा",
    reason_source="स्रोत ग़लत",
    not_served="माफ़ कीजिए, यह बॉट केवल कुछ लोगों और समूहों के लिए है।",
    too_often="आपने पिछले एक घंटे में बहुत-से सवाल पूछ लिए। कृपया {minutes} मिनट बाद फिर पूछिए।",
    admin_help=("प्रबंधकों के लिए\n/add फ़ाइल से ख़बरें जोड़ना · /remove ख़बर हटाना · /status ख़बरों का हाल · /stats पिछले 24 घंटे"),
    status=(
        "ख़बरें: {articles} ({languages})\nतारीख़ें: {oldest} से {newest}\nआकार: {megabytes} MB\nजवाब के इंतज़ार में: {waiting}"
    ),
    stats="पिछले 24 घंटे\nसवाल: {questions}\nजवाब मिला: {answered}\nजवाब नहीं था: {refused}\nलोग: {people}",
    add_help=(
        "ख़बरें जोड़ने के लिए फ़ाइल भेजिए और उसके साथ /add लिखिए, या भेजी हुई फ़ाइल के उत्तर में /add लिखिए।\n"
        "फ़ाइलें: .txt .md .html .json .jsonl .csv, {megabytes} MB तक।"
    ),
    add_no_links="वेब-पते से ख़बर लाना मुझे अभी नहीं आता। पन्ने को .html में सहेजकर वह फ़ाइल भेज दीजिए।",
    add_reading="फ़ाइल पढ़ रहा हूँ…",
    add_not_fetched="फ़ाइल Telegram से नहीं मिली। कृपया दोबारा भेजिए।",
    added=("नई: {added}, बदली हुई: {updated}, पहले से थीं: {unchanged}, दोहराव: {duplicates}, पढ़ी नहीं गईं: {failed}"),
    remove_help=(
        "ख़बर हटाने के लिए /remove के बाद उसका id लिखिए। मेरे किसी जवाब के उत्तर में /remove लिखिए तो उसकी ख़बरों के id दिखाऊँगा।"
    ),
    removed="हटा दी: {id}",
    not_in_index="ऐसी कोई ख़बर नहीं है: {id}",
    latest_command="ताज़ा ख़बरें",
    topics_command="विषय चुनकर ख़बरें",
    subscribe_command="रोज़ की ख़बरें और सूचनाएँ",
    unsubscribe_command="रोज़ की ख़बरें और सूचनाएँ बंद करें",
    short_description="ख़बरों के बारे में पूछिए, हिंदी, English या Hinglish में। हर जवाब अपने स्रोत के साथ।",
    description="ख़बरों के बारे में हिंदी, English या Hinglish में सवाल पूछिए। जवाब ख़बरों के ही वाक्यों से मिलता है, अख़बार और तारीख़ के साथ; जो ख़बरों में नहीं है, वह मैं साफ़ कह देता हूँ।\n\nरोज़ की ख़बरें, विषय और “इसकी ख़बर आए तो बताना” भी।",
    latest_title="ताज़ा ख़बरें",
    newer_button="‹ नई",
    older_button="पुरानी ›",
    topics_title="किस विषय की ख़बरें देखें?",
    no_topic_news="इस विषय की कोई ख़बर अभी मेरे पास नहीं है।",
    sections="देश|दुनिया|खेल|कारोबार|मौसम|विज्ञान|मनोरंजन|सेहत",
    article_gone="यह ख़बर अब मेरे पास नहीं है।",
    read_on="पूरी ख़बर पढ़ें",
    share_button="↗️ साझा करें",
    inline_button="बॉट से बात करें",
    heard="🎙 मैंने सुना: “{text}”",
    voice_too_long="कृपया {seconds} सेकंड तक का सवाल बोलिए, या उसे लिख दीजिए।",
    voice_failed="माफ़ कीजिए, आपकी आवाज़ अभी नहीं सुन सका। कृपया सवाल लिख दीजिए।",
    voice_empty="मुझे कोई शब्द सुनाई नहीं दिया। कृपया फिर से बोलिए, या सवाल लिख दीजिए।",
    privacy_model="• जवाब एक चैट मॉडल लिखता है: आपका सवाल, उससे जुड़ी ख़बरें और पिछले तीन सवाल उसके सेवा-प्रदाता को जाते हैं।",
    privacy_voice="• बोले हुए सवाल लिखवाने के लिए एक सेवा को भेजता हूँ; आवाज़ अपने पास नहीं रखता।",
    private_only="रोज़ की ख़बरें और सूचनाएँ मैं केवल निजी चैट में भेजता हूँ।",
    private_button="निजी चैट खोलें",
    subscription_off="रोज़ की ख़बरें अभी बंद हैं। समय चुनिए, तो रोज़ उसी समय भेजूँगा ({zone})।",
    subscription_on="रोज़ {hour}:00 बजे ({zone}) नई ख़बरें भेजूँगा; जिस दिन कुछ नया न हो, उस दिन नहीं।\nविषय: {topics}",
    indian_time="भारतीय समय",
    all_topics="सभी",
    stop_button="रोज़ की ख़बरें बंद करें",
    alerts_title="इन पर नई ख़बर आते ही बताऊँगा; दबाइए तो रद्द होगी:",
    alerts_hint="किसी बात की ख़बर आते ही जाननी हो तो मुझे लिखिए, जैसे “जयशंकर की ख़बर आए तो बताना”।",
    alert_made="ठीक है। “{subject}” पर नई ख़बर आते ही बताऊँगा।",
    alert_known="“{subject}” पर मैं पहले से नज़र रख रहा हूँ; नई ख़बर आते ही बताऊँगा।",
    alert_too_many="आपके लिए एक साथ {most} बातों पर ही नज़र रख सकता हूँ। /subscribe में किसी एक को रद्द कीजिए।",
    alert_no_subject="किस बात की ख़बर आए तो बताऊँ? जैसे “जयशंकर की ख़बर आए तो बताना” लिखिए।",
    alert_cancelled="ठीक है, “{subject}” की सूचना रद्द कर दी।",
    cancel_button="रद्द करें",
    unsubscribed="रोज़ की ख़बरें और सभी सूचनाएँ बंद कर दीं। फिर चाहिए हों तो /subscribe भेजिए।",
    not_subscribed="आपकी रोज़ की ख़बरें या सूचनाएँ पहले से बंद हैं।",
    digest_title="{date} की नई ख़बरें",
    digest_footer="समय या विषय बदलने और बंद करने के लिए /subscribe",
    alert_title="“{subject}” पर नई ख़बर",
    correction_title="सुधार: जिस ख़बर से मैंने यह जवाब दिया था, वह बदल दी गई है।",
    correction_before="पहले: “{quote}”",
    correction_now="अब: “{quote}”",
    correction_gone="अब यह वाक्य उसमें नहीं है।",
    terminal_help="सवाल लिखकर Enter दबाइए। /latest ताज़ा ख़बरें, /new नया विषय, /language भाषा, /help मदद, /quit बाहर।",
    choose_number="  (1 से {last} तक कोई अंक लिखकर चुनिए)",
    choose_one="  (चुनने के लिए 1 लिखिए)",
    press_again="बाहर जाने के लिए Ctrl-C फिर दबाइए।",
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
        "• /latest news · /topics · /subscribe to daily news\n"
        "• Write “Tell me when there is news on Jaishankar”, and I will tell you as soon as there is.\n"
        "• In a group, mention @{bot} or reply to one of my messages."
    ),
    no_answer="My news does not answer this.",
    covers="I have news from {oldest} to {newest}.",
    covers_one_day="I have news of {newest}.",
    closest="The closest I have:",
    other_time="The news of “{phrase}” does not answer this; here is news of other days.",
    old_news="This is news of {date}:",
    also="also in {outlets}",
    numbers_differ="Outlets differ on the number: {versions}",
    dates_differ="Outlets differ on the date: {versions}",
    names_differ="Outlets differ on the name: {versions}",
    not_written="I could not put this into my own words this time; these are sentences of the news.",
    out_of_calls="You have had today's answers in my own words; these are sentences of the news.",
    cancelled="All right, I dropped that question.",
    no_chat_model="No chat model is set; answers are sentences of the news.",
    written_figures=(
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
    language_command="Language",
    language_name="English",
    language_question="Which language shall I speak to you? Questions are still answered in the language you ask in.",
    language_chosen="All right, I will speak English to you from now on.",
    privacy_command="Privacy: what is kept",
    privacy=(
        "Privacy\n"
        "• Your message is kept only until I have answered it.\n"
        "• Your questions, the sources of my answers and your feedback stay for {days} days; they make answers better.\n"
        "• I remember your last three questions for half an hour, so that I understand one like “When?”.\n"
        "• I remember the language you chose; it goes too if you write nothing for {days} days.\n"
        "• What you asked for in /subscribe, or to be told of, stays until you stop it.\n"
        "• I know you by Telegram's number (id) alone; I keep neither your name nor your phone number.\n"
        "• Send /forget, and all of yours is deleted at once."
    ),
    forget_command="Delete my data",
    forget_question=(
        "Shall I delete all that is yours: questions, feedback, the language you chose? It cannot be brought back."
    ),
    forget_yes="Yes, delete it",
    forget_no="No, keep it",
    forget_kept="All right, nothing is deleted.",
    forgotten=(
        "Deleted: I keep nothing of yours any more. The messages of this chat are with Telegram; "
        "you can delete them there."
    ),
    not_your_button="This button is for somebody else.",
    feedback_thanks="Thank you!",
    feedback_question="What was not right?",
    reason_wrong="Wrong",
    reason_old="Old",
    reason_incomplete="Incomplete",
    reason_source="Wrong source",
    not_served="Sorry, this bot serves only certain people and groups.",
    too_often="You have asked a great many questions within an hour. Please ask again in {minutes} min.",
    admin_help=(
        "For those who keep the news\n"
        "/add news from a file · /remove an article · /status of the news · /stats of the last 24 hours"
    ),
    status=(
        "Articles: {articles} ({languages})\nDates: {oldest} to {newest}\nSize: {megabytes} MB\n"
        "Waiting for an answer: {waiting}"
    ),
    stats=(
        "The last 24 hours\nQuestions: {questions}\nAnswered: {answered}\nNot in the news: {refused}\nPeople: {people}"
    ),
    add_help=(
        "To add news, send a file and write /add with it, or reply /add to a file.\n"
        "Files: .txt .md .html .json .jsonl .csv, up to {megabytes} MB."
    ),
    add_no_links="I cannot fetch web addresses yet. Please save the page as .html and send that file.",
    add_reading="Reading the file…",
    add_not_fetched="Telegram did not give me the file. Please send it again.",
    added=("New: {added}, changed: {updated}, known before: {unchanged}, duplicates: {duplicates}, not read: {failed}"),
    remove_help="Write the id of an article after /remove. Reply /remove to an answer of mine to see the ids of its articles.",
    removed="Removed: {id}",
    not_in_index="There is no such article: {id}",
    latest_command="Latest news",
    topics_command="News by topic",
    subscribe_command="Daily news and alerts",
    unsubscribe_command="Stop daily news and alerts",
    short_description="Ask the news in Hindi, English or Hinglish. Every answer comes with its source.",
    description="Ask me about the news in Hindi, English or Hinglish. Answers come from sentences of the news, with outlet and date; if the news does not say, I tell you so.\n\nAlso: daily news, topics, and “tell me when there is news on this”.",
    latest_title="Latest news",
    newer_button="‹ Newer",
    older_button="Older ›",
    topics_title="Which topic shall I show?",
    no_topic_news="I have no news on this topic at present.",
    sections="India|World|Sport|Business|Weather|Science|Cinema|Health",
    article_gone="I no longer have this article.",
    read_on="Read it in full",
    share_button="↗️ Share",
    inline_button="Talk to the bot",
    heard="🎙 I heard: “{text}”",
    voice_too_long="Please say your question in up to {seconds} seconds, or write it.",
    voice_failed="Sorry, I could not listen to that just now. Please write your question.",
    voice_empty="I heard no words. Please say it again, or write your question.",
    privacy_model="• A chat model writes the answers: your question, the news found for it and your last three questions go to its provider.",
    privacy_voice="• Spoken questions are sent to a service that writes them down; I keep no voice.",
    private_only="I send daily news and alerts in a private chat only.",
    private_button="Open the private chat",
    subscription_off="Daily news is off. Choose an hour, and I will send it every day then ({zone}).",
    subscription_on="I send new news every day at {hour}:00 ({zone}); on a day without any, nothing.\nTopics: {topics}",
    indian_time="Indian time",
    all_topics="all",
    stop_button="Stop the daily news",
    alerts_title="I tell you as soon as there is news on these; press one to cancel it:",
    alerts_hint="To hear of something as soon as there is news, write for example “Tell me when there is news on Jaishankar”.",
    alert_made="All right. I will tell you as soon as there is news on “{subject}”.",
    alert_known="I am already watching for “{subject}”; I will tell you as soon as there is news.",
    alert_too_many="I can watch for {most} things at a time for you. Please cancel one in /subscribe.",
    alert_no_subject="What shall I watch for? Write for example “Tell me when there is news on Jaishankar”.",
    alert_cancelled="All right, the alert on “{subject}” is cancelled.",
    cancel_button="Cancel",
    unsubscribed="Daily news and all alerts are stopped. To have them again, send /subscribe.",
    not_subscribed="You have no daily news and no alerts.",
    digest_title="New on {date}",
    digest_footer="To change or stop this: /subscribe",
    alert_title="News on “{subject}”",
    correction_title="Correction: an article that this answer rests on has been changed.",
    correction_before="Before: “{quote}”",
    correction_now="Now: “{quote}”",
    correction_gone="The article no longer says this.",
    terminal_help=(
        "Type a question and press Enter. /latest for the latest news, /new for a new topic, /language, /help, /quit to leave."
    ),
    choose_number="  (type a number from 1 to {last} to choose)",
    choose_one="  (type 1 to choose it)",
    press_again="Press Ctrl-C again to leave.",
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
        "• /latest taaza khabrein · /topics vishay · /subscribe roz ki khabrein\n"
        "• “Jaishankar ki khabar aaye to batana” likhiye, to khabar aate hi bataunga.\n"
        "• Group mein @{bot} likhkar ya mere message ka reply dekar poochhiye."
    ),
    no_answer="Meri khabron mein iska jawab nahin hai.",
    covers="Mere paas {oldest} se {newest} tak ki khabrein hain.",
    covers_one_day="Mere paas {newest} ki khabrein hain.",
    closest="Isse milti-julti khabrein:",
    other_time="“{phrase}” ki khabron mein iska jawab nahin mila; yeh doosre dinon ki khabar hai.",
    old_news="Yeh {date} ki khabar hai:",
    also="{outlets} mein bhi",
    numbers_differ="Alag-alag jagah sankhya alag batayi gayi hai: {versions}",
    dates_differ="Alag-alag jagah tareekh alag batayi gayi hai: {versions}",
    names_differ="Alag-alag jagah naam alag bataya gaya hai: {versions}",
    not_written="Is baar main jawab apne shabdon mein nahin likh saka; upar khabron ke hi vaakya hain.",
    out_of_calls="Apne shabdon mein likhe jawab aapke liye aaj poore ho gaye; upar khabron ke hi vaakya hain.",
    cancelled="Theek hai, yeh sawaal chhod diya.",
    no_chat_model="Koi chat model nahin lagaya gaya hai; jawab khabron ke hi vaakya hote hain.",
    written_figures=(
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
    language_command="Bhasha",
    language_name="Hinglish",
    language_question=(
        "Main aapse kis bhasha mein baat karoon? Sawaal ka jawab phir bhi usi bhasha mein milega jismein aap poochhenge."
    ),
    language_chosen="Theek hai, ab main aapse Hinglish mein baat karoonga.",
    privacy_command="Nijta: kya rakha jaata hai",
    privacy=(
        "Nijta\n"
        "• Aapka message tabhi tak rakhta hoon jab tak uska jawab na de doon.\n"
        "• Aapke sawaal, mere jawabon ke srot aur aapki pratikriyaayein {days} din tak rehti hain; inse jawab sudharte "
        "hain.\n"
        "• Pichhle teen sawaal aadhe ghante tak yaad rakhta hoon, taaki “kab?” jaise sawaal samajh sakoon.\n"
        "• Aapki chuni hui bhasha yaad rakhta hoon; {days} din aap kuchh na likhein to woh bhi mit jaati hai.\n"
        "• /subscribe mein ya “khabar aaye to batana” kehkar jo maanga hai, woh tab tak rehta hai jab tak aap use band na karein.\n"
        "• Aapko keval Telegram ke ank (id) se pehchaanta hoon; aapka naam ya phone number apne paas nahin rakhta.\n"
        "• /forget bhejiye to aapka sab kuchh turant mit jaayega."
    ),
    forget_command="Mera data mitaayein",
    forget_question=(
        "Kya aapka sab kuchh mita doon: sawaal, pratikriyaayein, chuni hui bhasha? Mitaane ke baad woh waapas nahin "
        "aayega."
    ),
    forget_yes="Haan, mita dijiye",
    forget_no="Nahin, rehne dijiye",
    forget_kept="Theek hai, kuchh nahin mitaaya.",
    forgotten=(
        "Mita diya: aapka kuchh bhi ab mere paas nahin hai. Is chat ke message Telegram ke paas hain; "
        "chaahein to unhein wahin mita dijiye."
    ),
    not_your_button="Yeh button kisi aur ke liye hai.",
    feedback_thanks="Dhanyavaad!",
    feedback_question="Ismein kya theek nahin tha?",
    reason_wrong="Galat",
    reason_old="Puraana",
    reason_incomplete="Adhoora",
    reason_source="Srot galat",
    not_served="Maaf kijiye, yeh bot keval kuchh logon aur groups ke liye hai.",
    too_often="Aapne pichhle ek ghante mein bahut-se sawaal poochh liye. Kripya {minutes} minute baad phir poochhiye.",
    admin_help=(
        "Prabandhakon ke liye\n"
        "/add file se khabrein jodna · /remove khabar hataana · /status khabron ka haal · /stats pichhle 24 ghante"
    ),
    status=(
        "Khabrein: {articles} ({languages})\nTaareekhein: {oldest} se {newest}\nAakaar: {megabytes} MB\n"
        "Jawab ke intezaar mein: {waiting}"
    ),
    stats="Pichhle 24 ghante\nSawaal: {questions}\nJawab mila: {answered}\nJawab nahin tha: {refused}\nLog: {people}",
    add_help=(
        "Khabrein jodne ke liye file bhejiye aur uske saath /add likhiye, ya bheji hui file ke reply mein /add likhiye.\n"
        "Filein: .txt .md .html .json .jsonl .csv, {megabytes} MB tak."
    ),
    add_no_links="Web address se khabar laana mujhe abhi nahin aata. Panne ko .html mein save karke woh file bhej dijiye.",
    add_reading="File padh raha hoon…",
    add_not_fetched="File Telegram se nahin mili. Kripya dobara bhejiye.",
    added=(
        "Nayi: {added}, badli hui: {updated}, pehle se thi: {unchanged}, dohraav: {duplicates}, padhi nahin gayi: {failed}"
    ),
    remove_help=(
        "Khabar hataane ke liye /remove ke baad uska id likhiye. Mere kisi jawab ke reply mein /remove likhiye to uski "
        "khabron ke id dikhaunga."
    ),
    removed="Hata di: {id}",
    not_in_index="Aisi koi khabar nahin hai: {id}",
    latest_command="Taaza khabrein",
    topics_command="Vishay chunkar khabrein",
    subscribe_command="Roz ki khabrein aur alert",
    unsubscribe_command="Roz ki khabrein aur alert band karein",
    short_description="Khabron ke baare mein poochhiye; har jawab apne srot ke saath.",
    description="Khabron ke baare mein Hindi, English ya Hinglish mein sawaal poochhiye. Jawab khabron ke hi vaakyon se milta hai, akhbaar aur taareekh ke saath; jo khabron mein nahin hai, woh main saaf keh deta hoon.",
    latest_title="Taaza khabrein",
    newer_button="‹ Nayi",
    older_button="Puraani ›",
    topics_title="Kis vishay ki khabrein dekhein?",
    no_topic_news="Is vishay ki koi khabar abhi mere paas nahin hai.",
    sections="Desh|Duniya|Khel|Kaarobaar|Mausam|Vigyaan|Manoranjan|Sehat",
    article_gone="Yeh khabar ab mere paas nahin hai.",
    read_on="Poori khabar padhein",
    share_button="↗️ Saajha karein",
    inline_button="Bot se baat karein",
    heard="🎙 Maine suna: “{text}”",
    voice_too_long="Kripya {seconds} second tak ka sawaal boliye, ya use likh dijiye.",
    voice_failed="Maaf kijiye, aapki awaaz abhi nahin sun saka. Kripya sawaal likh dijiye.",
    voice_empty="Mujhe koi shabd sunai nahin diya. Kripya phir se boliye, ya sawaal likh dijiye.",
    privacy_model="• Jawab ek chat model likhta hai: aapka sawaal, usse judi khabrein aur pichhle teen sawaal uske seva-pradaata ko jaate hain.",
    privacy_voice="• Bole hue sawaal likhwane ke liye ek seva ko bhejta hoon; awaaz apne paas nahin rakhta.",
    private_only="Roz ki khabrein aur alert main keval private chat mein bhejta hoon.",
    private_button="Private chat kholein",
    subscription_off="Roz ki khabrein abhi band hain. Samay chuniye, to roz usi samay bhejunga ({zone}).",
    subscription_on="Roz {hour}:00 baje ({zone}) nayi khabrein bhejunga; jis din kuchh naya na ho, us din nahin.\nVishay: {topics}",
    indian_time="Bharatiya samay",
    all_topics="sabhi",
    stop_button="Roz ki khabrein band karein",
    alerts_title="In par nayi khabar aate hi bataunga; dabaiye to radd hogi:",
    alerts_hint="Kisi baat ki khabar aate hi jaanni ho to mujhe likhiye, jaise “Jaishankar ki khabar aaye to batana”.",
    alert_made="Theek hai. “{subject}” par nayi khabar aate hi bataunga.",
    alert_known="“{subject}” par main pehle se nazar rakh raha hoon; nayi khabar aate hi bataunga.",
    alert_too_many="Aapke liye ek saath {most} baaton par hi nazar rakh sakta hoon. /subscribe mein kisi ek ko radd kijiye.",
    alert_no_subject="Kis baat ki khabar aaye to bataun? Jaise “Jaishankar ki khabar aaye to batana” likhiye.",
    alert_cancelled="Theek hai, “{subject}” ka alert radd kar diya.",
    cancel_button="Radd karein",
    unsubscribed="Roz ki khabrein aur sabhi alert band kar diye. Phir chahiye hon to /subscribe bhejiye.",
    not_subscribed="Aapki roz ki khabrein ya alert pehle se band hain.",
    digest_title="{date} ki nayi khabrein",
    digest_footer="Samay ya vishay badalne aur band karne ke liye /subscribe",
    alert_title="“{subject}” par nayi khabar",
    correction_title="Sudhaar: jis khabar se maine yeh jawab diya tha, woh badal di gayi hai.",
    correction_before="Pehle: “{quote}”",
    correction_now="Ab: “{quote}”",
    correction_gone="Ab yeh vaakya usmein nahin hai.",
    terminal_help="Sawaal likhkar Enter dabaiye. /latest taaza khabrein, /new naya vishay, /language bhasha, /help madad, /quit baahar.",
    choose_number="  (1 se {last} tak koi ank likhkar chuniye)",
    choose_one="  (chunne ke liye 1 likhiye)",
    press_again="Baahar jaane ke liye Ctrl-C phir dabaiye.",
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


def day_text(value: str, language: Language) -> str:
    """Write a date of `rag.answer.Version`, YYYY-MM-DD or a part of it, as people of that language do: "3 जुलाई"."""
    parts = [int(part) for part in value.split("-")]
    year = parts.pop(0) if len(value.split("-")[0]) > 2 else 0
    month, *day = parts
    return " ".join(map(str, [*day, TEXTS[language].months.split()[month - 1], *([year] if year else [])]))


def section_text(section: Section, language: Language) -> str:
    """Return the name of a section of the news."""
    return TEXTS[language].sections.split("|")[SECTIONS.index(section)]


def covers_text(span: tuple[datetime, datetime], language: Language, zone: tzinfo) -> str:
    """Say which dates the news covers, oldest and newest article, in one sentence."""
    oldest, newest = (date_text(moment, language, zone) for moment in span)
    texts = TEXTS[language]
    pattern = texts.covers_one_day if oldest == newest else texts.covers
    return pattern.format(oldest=oldest, newest=newest)
