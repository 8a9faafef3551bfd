"""What stands on news pages beside the news, in words: labels of link lists, and lines of the house about itself.

Spelt as `index.text.normalise` leaves them: lower case, without nukta, with anusvara.
"""

from __future__ import annotations

import regex

_LABELS = (
    # Hindi
    "(?:यह|ये|इसे|इन्हें|यहां)\\s?भी\\s(?:पढें|पढे|पढिए|पढिये|देखें|देखिए|जानें|सुनें)",
    "और\\s(?:भी\\s)?(?:पढें|देखें)|ज्यादा\\sपढें|पढें\\s(?:ये|यह)\\s(?:खबर|खबरें)\\sभी",
    "(?:संबंधित|मिलती-जुलती|अन्य|बडी|टॉप|ट्रेंडिंग|लेटेस्ट|ताजा)\\s(?:खबरें|खबर|समाचार|वीडियो|लेख)",
    "(?:आपके\\sलिए|आपको\\sपसंद\\sआ\\sसकता\\sहै)",
    # Hinglish
    "(?:ye|yeh|yah|ise)\\sbhi\\s(?:padh?e(?:i?n)?|padhiye|dekhe(?:i?n)?)",
    # English
    "also\\s(?:read|see|watch)|(?:read|see|watch)\\s(?:also|this\\snext)|read\\s(?:more|next|here|in\\sfull)",
    "(?:must|don['’]t)\\s(?:read|miss)|(?:related|recommended|trending|top|latest|more)\\s(?:news|stories|story|articles|links|reads|videos?|coverage)",
    "related|recommended(?:\\sfor\\syou)?|trending(?:\\snow)?|(?:you\\s)?(?:may|might)\\salso\\slike|more\\s(?:from|on)\\s[\\w\\s]{2,30}",
    "(?:most|popular)\\s(?:read|popular|viewed)|editor['’]?s?\\spicks?|in\\scase\\syou\\smissed\\sit",
)
LABEL = regex.compile(rf"[\s\W]{{0,5}}(?:{'|'.join(_LABELS)})(?![\p{{L}}\p{{M}}])")
"""The label of a list of links, at the beginning of what it is matched against."""

LABELLED = regex.compile(rf"{LABEL.pattern}\s?(?:[:：|।>»→]|[-–—]+(?=\s)|[-–—]+$|$)")
"""The same, with what sets a label apart from a sentence that begins with these words."""

_ABOUT_ITSELF = (
    # Paywalls
    "(?:please\\s)?subscribe\\s(?:now|today|to|for)\\b",
    "(?:to\\s)?(?:continue|keep)\\sreading(?:\\s(?:this|the|with|your)|[,.…]|$)",
    "to\\s(?:read|access|unlock|view)\\s(?:the\\s(?:full|rest|entire|complete)|this\\s(?:full\\s)?(?:article|story))",
    "already\\s(?:a\\s|an?\\s\\w+\\s)?(?:subscriber|member|subscribed|registered|have\\san\\saccount)",
    "(?:this|the)\\s(?:article|story|content|report|page)\\sis\\s(?:for|only|available|exclusive|exclusively|reserved|free\\sto)\\b.{0,60}"
    "(?:subscribers|members|readers|registered)",
    "you(?:['’]ve|\\shave)\\s(?:read|reached|used|viewed|exhausted|hit)\\b.{0,60}(?:free|limit|articles|stories)",
    "(?:sign|log)\\s?in\\s(?:to|or|now)\\b|(?:create|register\\sfor)\\s(?:a|an|your)\\s(?:free\\s)?account|start\\s(?:your|a)\\s(?:free\\s)?trial",
    "(?:पूरी|पूरा|आगे|बाकी)\\s(?:की\\s)?(?:खबर|समाचार|लेख|रिपोर्ट|स्टोरी)?\\s?पढने\\sके\\s(?:लिए|लिये)",
    "(?:यह|ये)\\s(?:लेख|खबर|सामग्री|समाचार|रिपोर्ट)\\s(?:सिर्फ|केवल|हमारे)\\b.{0,60}(?:ग्राहकों|सदस्यों|सब्सक्राइबर|पाठकों)",
    "(?:क्या\\sआप\\s)?पहले\\sसे\\s(?:ही\\s)?(?:सदस्य|ग्राहक|सब्सक्राइबर|रजिस्टर्ड)|(?:लॉग|साइन)[\\s-]?(?:इन|अप)\\sकरें|अभी\\sसब्सक्राइब",
    "आपने\\s(?:इस\\sमहीने\\s)?(?:अपने\\s)?(?:सभी\\s)?(?:मुफ्त|फ्री)\\b",
    # Cookies and consent
    "(?:we|our\\s(?:web)?site|this\\s(?:web)?site|our\\spartners)\\b.{0,60}\\buses?\\b.{0,30}\\bcookies",
    "(?:by\\s(?:continuing|clicking|using|accepting)|accept|reject|manage)\\b.{0,80}(?:cookies?|privacy|terms|consent)",
    "(?:हम|हमारी|यह|ये|इस)\\b.{0,80}कुकी(?:ज|स)?\\s.{0,60}(?:इस्तेमाल|उपयोग|प्रयोग)|कुकी(?:ज|स)?\\s(?:को\\s)?(?:स्वीकार|नीति|सेटिंग)",
    # The house
    "(?:follow|join|like|find|catch)\\sus\\s(?:on|at)\\b|(?:join|follow)\\s(?:our|the|us)\\b.{0,40}(?:whatsapp|telegram|channel|facebook|twitter|instagram)",
    "(?:download|get|install)\\s(?:the|our)\\b.{0,40}\\bapp\\b|sign\\sup\\s(?:for|to|here|now)\\b|click\\s(?:here|on\\sthe\\slink)\\b",
    "(?:for|get)\\s(?:more|all|the|breaking|latest)\\b.{0,80}(?:follow|visit|subscribe|download|click|newsletter|inbox|app)\\b",
    "share\\sthis\\b|advertisement$|advertising$|story\\scontinues\\sbelow\\b|scroll\\sfor\\smore\\b|the\\spost\\b.{0,300}\\bappeared\\sfirst\\son\\b",
    "(?:photo|image|picture)\\scredits?$",
    "विज्ञापन$|विज्ञापन\\sके\\sबाद\\b|(?:हमें|हमको|हमारे\\sसाथ)\\b.{0,80}(?:फॉलो|फोलो|लाइक|जुडें|जुडिए)",
    "(?:हमारे|हमारा|हमारी|हमारे\\sसाथ)\\b.{0,80}(?:व्हाट्स|वाट्स|टेलीग्राम|टेलिग्राम|चैनल|ऐप|एप|पेज|न्यूजलेटर)\\b.{0,80}(?:जुडें|जुडिए|करें|कीजिए)",
    "(?:देश|दुनिया|ताजा|लेटेस्ट|ऐसी|हर|सभी|ब्रेकिंग)\\b.{0,100}(?:खबरों|खबरें|अपडेट|समाचार)\\b.{0,60}(?:के\\s(?:लिए|लिये)|पढने|पाने)\\b.{0,100}"
    "(?:पढें|पढते|जुडें|जुडे|करें|फॉलो|डाउनलोड|सब्सक्राइब|देखते)",
    "(?:यहां|इस\\sलिंक\\sपर)\\sक्लिक\\sकरें",
)
ABOUT_ITSELF = regex.compile(rf"\W{{0,3}}(?:{'|'.join(_ABOUT_ITSELF)})")
"""How a house begins to talk about itself: paywalls, cookies, channels, advertisements."""

REPORTS = regex.compile(
    r"\b(?:said|says|told|according|announced|reported)\b|कह(?:ा|ी|ते|ना)|बताया|बोले|के\sअनुसार|के\sमुताबिक"
)
"""Words of the news: a line with one is kept, whatever it begins with."""

CLOCK = regex.compile(
    r"\W{0,3}(?:\d{1,2}:\d{2}(?!\d)|\d{1,2}\.\d{2}\s?(?:am|pm|a\.m|p\.m|hrs?|ist|gmt|बजे)|\d{1,2}\s?(?:am|pm)\b"
    r"|(?:सुबह|दोपहर|शाम|रात)\s(?:के\s)?\d{1,2}(?:[:.]\d{2})?\sबजे"
    r"|\d{1,2}\s(?:min(?:ute)?s?|hours?|hrs?|मिनट|घंटे)\s(?:ago|पहले))"
)
"""How an entry of a ticker or of a live blog begins."""
