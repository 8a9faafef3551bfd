"""The words that `rag.question_words` tells apart: Devanagari and English, and Latin spellings that differ from the usual.

Grown by kinds (roles, outcomes, measures, …), never by one question: what is missing here is a class of words.
"""

from __future__ import annotations

ASKS = """
कब कहां कौन किस किसने किसे किससे किसको किसके किसकी किसका किसमें किसपर किन किनसे किन्होंने किनके किनकी किनका किन्हें कितना कितने
कितनी कितनों क्यों क्या कैसे कैसा कैसी कौनसा कौनसी कौनसे किसलिए
kab kahan kaha kahaan kaun kon koun kis kisne kisney kise kisse kisko kiske kiski kiska kin kinse kinhone kinke kinki
kinka kitna kitne kitni kitney kyon kyun kyu kyo kyoon kya kyaa kia kaise kese kaisa kaisi kaunsa kaunsi konsa konsi
kaunse konse
who whom whose when where why how what which
"""
PERSON = """
उन्होंने उसने उन्हें उसे उनसे उससे उनको उसको उनका उनके उनकी उसका उसके उसकी उसमें उनमें उनपर उसपर वे इन्होंने इसने इन्हें इसे इनसे इससे इनको इसको
इनका इनके इनकी इसका इसके इसकी इसमें इनमें
he she him they them
"""
LATIN_PERSON = """
unhone unhonne unhonein usne usney unhe unhen unhein use usey unse usse unko usko unka unke unki uska uske uski usme usmein unme unmein
ve inhone inhonne isne isney inhe inhen inhein ise isey inse isse inko isko inka inke inki iska iske iski isme ismein inme
inmein
"""
OWNER = "his her hers their theirs its दोनों both"
LATIN_OWNER = "dono donon"
PLACE = "वहां यहां वहीं there"
LATIN_PLACE = "waha wahan wahaan vaha vahan vahaan yaha yahan yahaan wahin wahi"
THING = "यह ये वह वो इस उस इन उन ऐसा ऐसे ऐसी तब it this that these those"
LATIN_THING = "yah yeh ye wah woh wo vo vah voh is us in un aisa aise aisi tab"
LINKS = "और फिर लेकिन मगर तो अच्छा and but then also ok okay"
LATIN_LINKS = "aur or phir fir lekin magar to toh acha accha achha"
STATES = """
है हैं था थी थे थीं हो होगा होगी होंगे होता होती होते हुआ हुई हुए गया गई गए गयी गये रहा रही रहे
is are was were be been am do does did has have had will would can could should may might happen happens happened happening occur occurs occurred
"""
LATIN_STATES = """
hai hain he h hn tha thi thee the ho hoga hogi honge hota hoti hote hua huwa hui huyi hue gaya gya gayi gai gaye gae raha rha
rahi rhi rahe rhe
"""
LIGHT = """
कहना कहा कहें कही कहते बोला बोले बोली बोलना बताया बताई बताए बताओ बताइए बताना सुनाओ पूछा पूछे मिला मिले मिली मिलना मिलेगा मिलेगी मिलेंगे
जीता जीते जीती जीत जीतना जीतेगा हारा हारे हारी हार हराया हराई हराए बना बने बनी बनाया बनाए बनाई बनेगा बनेगी आया आए आई आना आएगा आएगी
आएंगे जाना जाएगा जाएगी जाएंगे पहुंचा पहुंचे पहुंची पहुंचना चला चली चले चलना शुरू खत्म समाप्त मरा मरे मरी मारा मारे मारी मौत मौतें मृत्यु
जान जानें घायल घायलों जख्मी बचा बचे बची पकड़ा पकड़े गिरफ्तार चुना चुने चुनी दिया दी दिए दिये लिया लेना लेंगे लेगा देना देगा देगी देंगे पाया पाए पाई रखना
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
सबसे ज्यादा कम अधिक बड़ा बड़ी बड़े छोटा छोटी छोटे सस्ता महंगा इतना इतने इतनी उतना अंदर भीतर बाहर सामने आगे पीछे बीच ऊपर नीचे पास दौरान अलावा सिवाय
उम्मीदवार प्रत्याशी सांसद विधायक अधिकारी अधिकारियों चालक ड्राइवर गवाह मालिक आयोजक मुखिया प्रमुख प्रवक्ता प्रतिद्वंद्वी विरोधी साथी सहयोगी मेजबान मेहमान
बंद खुला खुली खुले जारी लागू रद्द दर्ज तैयार मंजूर पास सफल असफल नाराज खुश जिंदा लापता प्रभावित बेघर जिम्मेदारी अनुमति
मंत्री मुख्यमंत्री राज्यपाल सीएम महापौर कलेक्टर
हाल हालात बुरा बुरी बुरे अच्छी अच्छे बेहतर बदतर खास असली गलत मुख्य करीब लगभग
बैठा बैठे भागा भागे रुका रुके रोका रोके सौंपा सौंपी उतरा उतरे उतरी डूबा डूबे फैला फैला फैलता बदला बदले मिलता
बार दोबारा अन्य बाकी सारे सारा तीन चार पांच दोनों खिलाफ अकेला अकेले साझा फिलहाल आखिर वाकई सच थोड़ा
say said says saying tell told telling speak spoke mention meet met win won winning lose lost losing beat
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
candidate official driver witness owner organiser organizer chairman chairperson head boss spokesperson spokesman
rival ally host guest mp mla
open close stop cancel delay affect damage destroy displace land spread suffer fail succeed ready safe missing alive
chief governor mayor minister cm wrong right bad best worst better worse main real true responsible situation condition role task job
"""
LATIN_LIGHT = "diya dia di diye liya lia kiya kia aage detail details"
EVENTS = tuple(
    line.split()
    for line in """
मुलाकात बैठक बातचीत वार्ता भेंट मीटिंग सम्मेलन शिखर meeting talk summit conversation conference
मैच फाइनल मुकाबला खिताब ट्रॉफी टूर्नामेंट प्रतियोगिता कप match final game title trophy tournament cup
हादसा हादसे दुर्घटना घटना accident incident disaster tragedy
चुनाव मतदान election poll
यात्रा दौरा दौरे visit trip tour journey
परीक्षा पर्चा exam examination test paper
समारोह कार्यक्रम शपथ ceremony function event oath
यान मिशन अभियान कैप्सूल लैंडिंग mission spacecraft capsule landing flight craft
कानून संहिता law code
""".strip().split("\n")
)
"""Words for one kind of event a line, any of which can point back to an event of that kind."""

HAPPENED: tuple[list[str], ...] = (
    [],
    "championship olympics विंबलडन wimbledon".split(),
    "भगदड़ टक्कर विस्फोट धमाका गिरने आग stampede crash collision collapse blast explosion derail fire".split(),
)
"""In the same order: words that bring up an event of that kind and do not point back."""

RELATIVES = """
जो जिस जिसने जिसे जिससे जिसको जिसका जिसके जिसकी जिसमें जिन जिन्होंने जिन्हें जिनके जिनकी जिनका जिनसे जब जहां जैसा जैसे
jo jis jisne jise jisse jisko jiska jiske jiski jisme jin jinhone jinhe jinke jinki jinka jinse jab jahan jaha jaisa jaise
"""

TOPICS = """
भारत इंडिया हिंदुस्तान दिल्ली मुंबई कोलकाता चेन्नई हैदराबाद लखनऊ पटना जयपुर भोपाल वाराणसी अयोध्या इलाहाबाद बिहार गुजरात राजस्थान पंजाब
हरियाणा बंगाल कश्मीर जम्मू केरल कर्नाटक महाराष्ट्र असम झारखंड उत्तराखंड छत्तीसगढ़ मध्यप्रदेश यूपी तमिलनाडु गोवा ओडिशा मणिपुर पाकिस्तान चीन
अमेरिका अमरीका रूस जापान नेपाल इंग्लैंड ब्रिटेन ईरान इजरायल यूक्रेन बांग्लादेश श्रीलंका अफगानिस्तान फ्रांस जर्मनी मोदी मोदीजी नरेंद्र राहुल
गांधी सोनिया प्रियंका केजरीवाल योगी अखिलेश लालू नीतीश ममता अमित शाह नेहरू अटल विराट सलमान ट्रंप पुतिन कांग्रेस भाजपा बीजेपी सपा बसपा
लोकसभा विधानसभा राज्यसभा संसद राष्ट्रपति प्रधानमंत्री पीएम सुप्रीम किसान किसानों बजट बारिश बाढ़ मौसम भूकंप तूफान
गर्मी ठंड प्रदूषण पेट्रोल डीजल गैस सोना सोने चांदी प्याज टमाटर बिजली शेयर बाजार क्रिकेट फुटबॉल ओलंपिक आईपीएल फिल्म बॉलीवुड रेल रेलवे ट्रेन
मेट्रो विमान मोबाइल इंटरनेट फेसबुक गूगल जीएसटी टैक्स महंगाई बेरोजगारी आरक्षण भर्ती आतंकवाद आतंकी कोरोना कैंसर वैक्सीन होली दिवाली
दीवाली ईद रामायण मंदिर मस्जिद समाचार खबर खबरें न्यूज नमस्ते धन्यवाद शुक्रिया
america american india indian china chinese russia russian pakistan britain british england english london europe european
france french germany german japan israel iran canada australia africa modi trump obama putin biden parliament congress
senate budget weather rain flood storm earthquake heat pollution petrol oil gas gold silver stock market
cricket football olympics movie film train railway metro plane airport phone mobile internet google facebook twitter apple
tax inflation unemployment supreme covid virus cancer vaccine news headline hello hey thank sorry bye
christmas president
हां नहीं ठीक वाह शाबाश बढ़िया सही yes no yeah great nice cool wow good awesome fine lol
"""
"""Common words that name a topic by themselves: what is rarer does so unless it is listed above."""
