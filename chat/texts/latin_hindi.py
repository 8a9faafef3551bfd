"""What the bot says in Hindi typed with Latin letters."""

from __future__ import annotations

from chat.texts.english import ENGLISH
from chat.texts.sentences import Texts

LATIN_HINDI = Texts(
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
    unsure="Pakka nahin ki aapne yahi poochha hai; meri khabron mein sabse kareeb yeh mila.",
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
        "/add file ya web address se khabrein jodna · /remove khabar hataana · /status khabron ka haal · /stats pichhle 24 ghante"
    ),
    status=(
        "Khabrein: {articles} ({languages})\nTaareekhein: {oldest} se {newest}\nAakaar: {megabytes} MB\n"
        "Jawab ke intezaar mein: {waiting}"
    ),
    feed_figures="Feed: {listed}, pichhli baar padhi gayi: {last}. Dikkat wali: {trouble}",
    no_feeds="Soochi mein koi feed nahin hai.",
    feed_gone="ab nahin rahi; soochi se hata dijiye",
    more_feeds="… aur {count}",
    stats="Pichhle 24 ghante\nSawaal: {questions}\nJawab mila: {answered}\nJawab nahin tha: {refused}\nLog: {people}",
    add_help=(
        "Khabrein jodne ke liye file bhejiye aur uske saath /add likhiye, ya bheji hui file ke reply mein /add likhiye. "
        "Web page ke liye /add ke baad uska pata likhiye.\n"
        "Filein: .txt .md .html .json .jsonl .csv, {megabytes} MB tak."
    ),
    add_fetching="Web se panna la raha hoon…",
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
    taken_down="Prakashak ne yeh khabar apni site se hata li hai ({date} ko dekha gaya).",
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
    removal_title="Jis khabar se maine yeh jawab diya tha, prakashak ne use apni site se hata liya hai.",
    terminal_help="Sawaal likhkar Enter dabaiye. /latest taaza khabrein, /new naya vishay, /language bhasha, /help madad, /quit baahar.",
    choose_number="  (1 se {last} tak koi ank likhkar chuniye)",
    choose_one="  (chunne ke liye 1 likhiye)",
    press_again="Baahar jaane ke liye Ctrl-C phir dabaiye.",
    months=ENGLISH.months,
)
