"""Sentences on which the 8-bit model learns the usual range of its inner numbers; written for this project.

Varied on purpose: both languages, Latin letters, names, figures, quotations, lists, questions of every length.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

_PASSAGE_CHARS = 700

_HINDI = """
विदेश मंत्री ने सोमवार को नई दिल्ली में पड़ोसी देश के प्रतिनिधिमंडल से दो घंटे तक बातचीत की।
सरकार ने बजट में स्वास्थ्य के लिए 98,461 करोड़ रुपये रखे हैं, जो पिछले साल से 12.9 प्रतिशत अधिक है।
मौसम विभाग के अनुसार अगले 48 घंटों में तटीय ज़िलों में भारी बारिश हो सकती है।
मुख्यमंत्री ने कहा, "बाढ़ से प्रभावित हर परिवार तक राहत पहुँचाना हमारी पहली ज़िम्मेदारी है।"
कप्तान ने 87 गेंदों पर 112 रन बनाए और टीम ने मैच छह विकेट से जीत लिया।
रिज़र्व बैंक ने रेपो दर को 6.5 प्रतिशत पर बनाए रखने का फ़ैसला किया।
वैज्ञानिकों की एक टीम ने हिमालय के ग्लेशियरों के तेज़ी से पिघलने पर रिपोर्ट जारी की है।
उच्चतम न्यायालय ने याचिका पर सुनवाई 14 अगस्त तक के लिए टाल दी।
पुलिस ने बताया कि तीन लोगों को गिरफ़्तार किया गया है और उनसे पूछताछ जारी है।
जयपुर के एक स्कूल की छात्रा ने राष्ट्रीय विज्ञान प्रतियोगिता में पहला स्थान पाया।
सेंसेक्स 412 अंक चढ़कर 81,205 पर बंद हुआ, जबकि निफ्टी में 0.4 प्रतिशत की बढ़त रही।
रेलवे ने त्योहारों के लिए 250 विशेष ट्रेनें चलाने की घोषणा की है।
किसानों का कहना है कि गेहूँ का न्यूनतम समर्थन मूल्य लागत के हिसाब से नहीं बढ़ा।
अंतरिक्ष एजेंसी का उपग्रह सुबह 9 बजकर 17 मिनट पर श्रीहरिकोटा से छोड़ा गया।
भूकंप की तीव्रता रिक्टर पैमाने पर 5.8 मापी गई; किसी के हताहत होने की खबर नहीं है।
संसद का शीतकालीन सत्र 25 नवंबर से शुरू होगा और इसमें 16 विधेयक पेश किए जाएँगे।
डॉ. मेहता ने बताया कि डेंगू के मरीज़ों की संख्या पिछले हफ़्ते की तुलना में आधी रह गई है।
दोनों देशों ने व्यापार, रक्षा और शिक्षा के क्षेत्र में चार समझौतों पर हस्ताक्षर किए।
फ़िल्म समारोह में असमिया भाषा की एक लघु फ़िल्म को सर्वश्रेष्ठ पुरस्कार मिला।
नदी का जलस्तर खतरे के निशान से 1.2 मीटर ऊपर बह रहा है।
तेल की कीमतें घटने से हवाई किराए में लगभग आठ प्रतिशत की कमी आई।
निर्वाचन आयोग ने पाँच राज्यों में मतदान की तारीखों का ऐलान कर दिया।
पी. वी. सिंधु ने सेमीफ़ाइनल में जापान की खिलाड़ी को 21-15, 21-18 से हराया।
प्राचीन मंदिर की मरम्मत के दौरान ग्यारहवीं सदी के शिलालेख मिले हैं।
सीमा पर तनाव कम करने के लिए सैन्य कमांडरों की बैठक में सहमति बनी।
मंत्रालय के प्रवक्ता ने इन आरोपों को निराधार बताया।
शहर में मेट्रो की तीसरी लाइन का काम मार्च 2026 तक पूरा होने की उम्मीद है।
कंपनी ने अपने कर्मचारियों में से 4,000 की छँटनी करने का निर्णय लिया है।
बंगाल की खाड़ी में बना चक्रवात शुक्रवार रात ओडिशा के तट से टकराया।
विश्वविद्यालय ने दाखिले की अंतिम तिथि बढ़ाकर 30 जून कर दी।
सुप्रीम कोर्ट के फ़ैसले के बाद हज़ारों शिक्षकों की नौकरी बच गई।
वायु गुणवत्ता सूचकांक 412 दर्ज किया गया, जो "गंभीर" श्रेणी में आता है।
प्रधानमंत्री ने यूरोप की तीन दिन की यात्रा पर रवाना होने से पहले एक बयान जारी किया।
शोध के मुताबिक़ रोज़ आधा घंटा पैदल चलने से हृदय रोग का खतरा घटता है।
दमकल की दस गाड़ियों ने चार घंटे में आग पर काबू पाया।
यह योजना 2015 में शुरू हुई थी और अब तक 2.3 करोड़ घरों तक पहुँची है।
आयोग की रिपोर्ट में पुलिस सुधार, न्यायालयों में लंबित मामलों और जेलों की भीड़ पर सुझाव दिए गए हैं।
सिक्किम में भूस्खलन के कारण राष्ट्रीय राजमार्ग 10 बंद है।
लेखिका को उनके उपन्यास के लिए साहित्य अकादमी पुरस्कार दिया जाएगा।
संयुक्त राष्ट्र महासचिव ने युद्धविराम की अपील दोहराई।
"""

_ENGLISH = """
The foreign minister met his counterpart on the sidelines of the summit and raised the matter of border security.
Shares of the carmaker fell 7.4 percent after it cut its forecast for the year ending March 31.
At least 14 people were injured when a bus overturned near Nashik early on Tuesday, police said.
"We will not accept a deal that leaves farmers worse off," the union's leader told reporters.
India beat Australia by six wickets in the second one-day international in Rajkot.
Researchers in Geneva report that the new vaccine halves the risk of severe malaria in children under five.
The central bank kept its benchmark rate at 6.5% for the eighth time in a row.
Heavy rain is expected over Kerala and coastal Karnataka until Friday, the weather office said.
The Supreme Court asked the state government to reply within four weeks.
A 6.1-magnitude earthquake struck off the coast of northern Japan; no tsunami warning was issued.
The spacecraft entered lunar orbit at 7:12 p.m. and sent back its first pictures an hour later.
Voters in five states go to the polls between 7 and 30 November.
The company plans to hire 3,000 engineers in Bengaluru, Hyderabad and Pune by next summer.
Officials confirmed that the two countries would resume direct flights after a gap of five years.
Prime Minister Modi will leave for a two-day visit to Bhutan on Thursday.
Oil prices slid below $70 a barrel as demand from China weakened.
The novelist, who was 82, died at her home in Kolkata after a long illness.
Firefighters needed four hours to bring the blaze at the chemical plant under control.
Parliament passed the data protection bill by 289 votes to 142.
The air quality index in the capital stood at 412, which counts as "severe".
Scientists found traces of water in rock samples that a probe brought back from an asteroid.
The film won three awards, including best director, at the festival in Busan.
U.N. agencies warned that 1.1 million people in the region face acute hunger.
The new line, 23 km long with 18 stations, cuts the journey to the airport to half an hour.
She set a national record of 8.95 metres at the athletics meet in Bhubaneswar.
Inflation eased to 4.8% in May, the lowest in a year, mainly because vegetables became cheaper.
The ministry denied the report and called it baseless.
Students protested outside the vice-chancellor's office against the rise in hostel fees.
A leopard was caught in a housing estate and released in the nearby reserve the same night.
Dr. Rao said dengue cases had halved since last week, from 640 to 312.
"""

_QUESTIONS = """
विदेश मंत्री ने किससे मुलाकात की?
बजट में स्वास्थ्य के लिए कितने रुपये रखे गए?
भारत ने मैच कितने विकेट से जीता?
उपग्रह कब और कहाँ से छोड़ा गया था?
भूकंप की तीव्रता कितनी थी और क्या कोई हताहत हुआ?
किस कंपनी ने छँटनी की घोषणा की है?
दिल्ली में हवा इतनी खराब क्यों है?
साहित्य अकादमी पुरस्कार किसे मिला
मौसम
नई शिक्षा नीति के बारे में उच्चतम न्यायालय ने अपने ताज़ा फ़ैसले में राज्य सरकारों से क्या करने को कहा है?
Who did the foreign minister meet?
How many people were injured in the bus accident near Nashik?
When does the winter session of parliament begin?
What did the central bank decide about interest rates, and what reason did it give?
Why did oil prices fall?
cyclone odisha
Which film won the award for best director?
videsh mantri ne kisse mulakat ki?
budget me swasthya ke liye kitne rupaye rakhe gaye
aaj dilli ka mausam kaisa rahega?
india ne match kitne wicket se jeeta
bhukamp kab aaya tha aur kitna tez tha
"""


def calibration_texts(query_prompt: str, passage_prompt: str) -> Iterator[str]:
    """Give what the model is to be calibrated on: questions, and passages of one to twelve sentences."""
    for question in _QUESTIONS.strip().splitlines():
        yield query_prompt + question
    for language in (_HINDI, _ENGLISH):
        sentences = language.strip().splitlines()
        for start in range(len(sentences)):
            yield passage_prompt + " ".join((sentences + sentences)[start : start + 1 + start % 12])
    for line in _samples():
        article = json.loads(line)
        yield query_prompt + article["title"]
        for start in range(0, len(article["text"]), _PASSAGE_CHARS):
            yield passage_prompt + article["text"][start : start + _PASSAGE_CHARS]


def _samples() -> Iterator[str]:
    """The lines of the sample news, which come with the program."""
    for file in sorted(resources.files("index.samples").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".jsonl"):
            yield from file.read_text(encoding="utf-8").splitlines()
