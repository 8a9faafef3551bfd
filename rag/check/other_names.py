"""Names that Hindi and English call by other words, and short forms with the words they stand for."""

from __future__ import annotations

from collections import defaultdict

from index.text import normalise

_GROUPS = """
india indian indians bharat bhaarat hindustan | भारत भारतीय भारतीयों हिंदुस्तान हिन्दुस्तान इंडिया इंडियन
china chinese cheen chin | चीन चीनी चाइना
russia russian russians rus roos | रूस रूसी रूसियों रशिया
america american americans us usa united_states amrika amerika | अमेरिका अमरीका अमेरिकी अमरीकी अमेरिकियों यूएस यूएसए संयुक्त_राज्य
britain british briton britons uk united_kingdom england english | ब्रिटेन ब्रिटिश ब्रितानी यूके यूनाइटेड_किंगडम इंग्लैंड इंग्लिश अंग्रेज अंग्रेजी अंग्रेज़ी
france french | फ्रांस फ़्रांस फ्रांसीसी फ़्रांसीसी फ्रेंच फ़्रेंच
germany german germans | जर्मनी जर्मन जर्मनों
italy italian italians | इटली इतालवी इटैलियन
spain spanish | स्पेन स्पेनिश स्पेनी स्पैनिश
japan japanese | जापान जापानी जापानियों
korea korean koreans | कोरिया कोरियाई कोरियन
pakistan pakistani pakistanis | पाकिस्तान पाकिस्तानी पाक
bangladesh bangladeshi bangladeshis | बांग्लादेश बांग्लादेशी बंगलादेश बंगलादेशी
nepal nepali nepalese | नेपाल नेपाली
sri_lanka srilanka lanka sri_lankan lankan | श्रीलंका श्रीलंकाई लंका
afghanistan afghan afghans | अफगानिस्तान अफ़ग़ानिस्तान अफगान अफ़ग़ान अफगानी
myanmar burma burmese | म्यांमार म्यांमा बर्मा बर्मी
bhutan bhutanese | भूटान भूटानी
israel israeli israelis | इजराइल इज़राइल इजरायल इज़रायल इसराइल इस्राइल इजराइली इजरायली इसराइली इस्राइली
palestine palestinian palestinians | फिलिस्तीन फिलिस्तीनी फलस्तीन फलस्तीनी फ़लस्तीन फ़लस्तीनी फिलस्तीन फिलस्तीनी
iran iranian iranians | ईरान ईरानी
iraq iraqi iraqis | इराक इराकी
syria syrian syrians | सीरिया सीरियाई
egypt egyptian egyptians misr | मिस्र मिस्री इजिप्ट
greece greek greeks yunan | यूनान यूनानी ग्रीस ग्रीक
turkey turkish turks türkiye turkiye | तुर्की तुर्किये
ukraine ukrainian ukrainians | यूक्रेन यूक्रेनी
europe european europeans eu | यूरोप यूरोपीय यूरोपियन
africa african africans | अफ्रीका अफ़्रीका अफ्रीकी अफ़्रीकी
asia asian asians | एशिया एशियाई
australia australian australians | ऑस्ट्रेलिया आस्ट्रेलिया ऑस्ट्रेलियाई आस्ट्रेलियाई
canada canadian canadians | कनाडा कनाडाई
mexico mexican mexicans | मेक्सिको मैक्सिको मेक्सिकन मैक्सिकन
brazil brazilian brazilians | ब्राजील ब्राज़ील ब्राजीली ब्राज़ीली ब्राजीलियाई
netherlands dutch holland | नीदरलैंड नीदरलैंड्स हॉलैंड डच
switzerland swiss | स्विट्जरलैंड स्विट्ज़रलैंड स्विस
sweden swedish swedes | स्वीडन स्वीडिश
norway norwegian norwegians | नॉर्वे नार्वे नॉर्वेजियन
denmark danish danes | डेनमार्क डेनिश
poland polish poles | पोलैंड पोलिश
hungary hungarian hungarians | हंगरी हंगेरियन
austria austrian austrians | ऑस्ट्रिया आस्ट्रिया ऑस्ट्रियाई
ireland irish | आयरलैंड आयरिश
scotland scottish scots | स्कॉटलैंड स्कॉटिश
wales welsh | वेल्स वेल्श
arab arabs arabian arabia arabic | अरब अरबी
saudi | सऊदी
emirates uae united_arab_emirates | अमीरात यूएई
qatar qatari | कतर क़तर
kuwait kuwaiti | कुवैत कुवैती
vietnam vietnamese | वियतनाम वियतनामी
thailand thai thais | थाईलैंड थाई
malaysia malaysian | मलेशिया मलेशियाई
indonesia indonesian | इंडोनेशिया इंडोनेशियाई
philippines filipino filipinos | फिलीपींस फिलीपीन फिलिपींस फ़िलीपीन्स फिलिपिनो
singapore singaporean | सिंगापुर
kazakhstan kazakh | कजाकिस्तान कज़ाख़स्तान कजाखस्तान कज़ाकिस्तान कजाख
vatican rome roman romans | वेटिकन रोम रोमन
kolkata calcutta | कोलकाता कलकत्ता
mumbai bombay bambai | मुंबई बंबई बॉम्बे
chennai madras | चेन्नई मद्रास
bengaluru bangalore | बेंगलुरु बंगलुरु बैंगलोर बंगलौर
varanasi banaras benares kashi | वाराणसी बनारस काशी
prayagraj allahabad | प्रयागराज इलाहाबाद
ganga ganges | गंगा
yamuna jamuna | यमुना जमुना
himalaya himalayas himalayan | हिमालय हिमालयी
kashmir kashmiri kashmiris | कश्मीर कश्मीरी
punjab punjabi punjabis | पंजाब पंजाबी
bengal bengali bengalis | बंगाल बंगाली
gujarat gujarati gujaratis | गुजरात गुजराती
hindu hindus hinduism | हिंदू हिन्दू हिंदुओं हिंदुत्व
muslim muslims islam islamic | मुस्लिम मुसलमान मुसलमानों इस्लाम इस्लामी इस्लामिक
christian christians christianity | ईसाई ईसाइयों क्रिश्चियन
sikh sikhs | सिख सिखों
jew jews jewish | यहूदी यहूदियों
buddhist buddhists buddha buddhism | बौद्ध बुद्ध
mediterranean | भूमध्य
pacific | प्रशांत
atlantic | अटलांटिक अंध
moon lunar | चंद्रमा चांद चाँद चंद्र
mars martian | मंगल
earth | पृथ्वी धरती
sun solar | सूर्य सूरज सौर
bjp bharatiya_janata_party | भाजपा बीजेपी भारतीय_जनता_पार्टी
aap aam_aadmi_party | आप आम_आदमी_पार्टी
cpm cpi marxist | माकपा भाकपा सीपीआई सीपीएम
congress | कांग्रेस काँग्रेस
un united_nations | संयुक्त_राष्ट्र यूएन राष्ट्रसंघ
eu european_union | यूरोपीय_संघ ईयू
who world_health_organization world_health_organisation | विश्व_स्वास्थ्य_संगठन डब्ल्यूएचओ
imf international_monetary_fund | अंतरराष्ट्रीय_मुद्रा_कोष अंतर्राष्ट्रीय_मुद्रा_कोष आईएमएफ
nato | नाटो
pm prime_minister | प्रधानमंत्री पीएम प्रधान_मंत्री
cm chief_minister | मुख्यमंत्री सीएम
supreme_court sc | सुप्रीम_कोर्ट सर्वोच्च_न्यायालय उच्चतम_न्यायालय शीर्ष_अदालत
high_court hc | हाईकोर्ट हाई_कोर्ट उच्च_न्यायालय
lok_sabha loksabha | लोकसभा लोक_सभा
rajya_sabha rajyasabha | राज्यसभा राज्य_सभा
rbi reserve_bank | आरबीआई रिजर्व_बैंक रिज़र्व_बैंक
eci election_commission | चुनाव_आयोग निर्वाचन_आयोग
isro indian_space_research_organisation | इसरो
imd meteorological_department | मौसम_विभाग आईएमडी
ndrf | एनडीआरएफ
crpf | सीआरपीएफ
olympic olympics olympian | ओलंपिक ओलिंपिक
covid coronavirus corona | कोविड कोरोना
"""

_HINDI_NAMES = """
आंध्र तेलंगाना कर्नाटक केरल तमिलनाडु महाराष्ट्र गोवा राजस्थान हरियाणा उत्तराखंड झारखंड छत्तीसगढ़ ओडिशा उड़ीसा बिहार असम मेघालय मणिपुर
मिजोरम नगालैंड नागालैंड त्रिपुरा सिक्किम अरुणाचल लद्दाख दिल्ली पुडुचेरी अंडमान लक्षद्वीप विदर्भ मराठवाड़ा बुंदेलखंड पूर्वांचल
लखनऊ कानपुर आगरा मथुरा अयोध्या मेरठ गोरखपुर झांसी नोएडा गाजियाबाद गुरुग्राम फरीदाबाद पटना रांची जमशेदपुर धनबाद भोपाल इंदौर
ग्वालियर जबलपुर उज्जैन रायपुर बिलासपुर जयपुर जोधपुर उदयपुर अजमेर अहमदाबाद वडोदरा राजकोट पुणे नागपुर नासिक ठाणे हैदराबाद
विशाखापत्तनम विजयवाड़ा तिरुपति कोच्चि तिरुवनंतपुरम मैसूर मैसूरु भुवनेश्वर कटक गुवाहाटी शिलांग इंफाल आइजोल अगरतला देहरादून
हरिद्वार ऋषिकेश नैनीताल शिमला मनाली चंडीगढ़ अमृतसर लुधियाना जालंधर श्रीनगर जम्मू कारगिल पहलगाम हाथरस वायनाड
काठमांडू ढाका इस्लामाबाद कराची लाहौर काबुल कोलंबो बीजिंग मॉस्को मास्को लंदन पेरिस न्यूयॉर्क वॉशिंगटन वाशिंगटन टोक्यो दुबई गाजा गाज़ा यरुशलम तेहरान कीव
मोदी गांधी नेहरू वाजपेयी आडवाणी शाह नड्डा राजनाथ गडकरी सीतारमण सीतारामन जयशंकर गोयल योगी आदित्यनाथ राहुल सोनिया प्रियंका खरगे खड़गे
केजरीवाल सिसोदिया ममता बनर्जी नीतीश लालू तेजस्वी अखिलेश मुलायम मायावती शरद पवार ठाकरे उद्धव शिंदे फडणवीस फडनवीस स्टालिन चंद्रबाबू नायडू
जगनमोहन पटनायक हेमंत सोरेन गहलोत वसुंधरा शिवराज चौहान कमलनाथ सिंधिया भूपेश बघेल हिमंता सिद्धारमैया शिवकुमार ओवैसी मुर्मू कोविंद धनखड़
द्रौपदी मनमोहन चिदंबरम थरूर हुड्डा खट्टर धामी सुक्खू अब्दुल्ला महबूबा मुफ्ती
सिंह कुमार शर्मा वर्मा यादव गुप्ता मिश्रा मिश्र पांडेय पांडे तिवारी द्विवेदी त्रिवेदी चतुर्वेदी शुक्ला दुबे झा ठाकुर चौधरी पटेल मेहता जोशी देसाई
रेड्डी नायर अय्यर मेनन पिल्लई राव घोष बोस मुखर्जी चटर्जी चक्रवर्ती सेन बसु खान अहमद हुसैन अली अंसारी कुरैशी सिद्दीकी रहमान कौर गिल ढिल्लों
राजपूत राठौर राणा रावत बिष्ट नेगी भट्ट भाटिया कपूर खन्ना मल्होत्रा चोपड़ा अग्रवाल जैन बंसल सक्सेना श्रीवास्तव माथुर कुलकर्णी देशमुख
अमित नरेंद्र राजीव संजय संजीव अनिल सुनील सुरेश रमेश महेश दिनेश मुकेश राकेश राजेश मनोज अजय अरुण अरविंद अशोक विनोद रवि रोहित विराट
कोहली धोनी तेंदुलकर सचिन बुमराह पांड्या हार्दिक जडेजा अश्विन द्रविड़ गांगुली सहवाग शमी सिराज पंत ऋषभ शुभमन श्रेयस सूर्यकुमार
अंबानी अडानी टाटा बिड़ला महिंद्रा इंफोसिस विप्रो रिलायंस
ट्रंप ट्रम्प बाइडन बाइडेन हैरिस ओबामा क्लिंटन पुतिन जेलेंस्की जिनपिंग सुनक स्टार्मर मैक्रों मर्केल शोल्ज नेतन्याहू एर्दोगन इमरान शरीफ
शहबाज नवाज भुट्टो हसीना यूनुस ओली प्रचंड देउबा लावरोव ब्लिंकन गुटेरेस मस्क
"""


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_GROUPS.strip().splitlines()):
        for name in line.replace("|", " ").split():
            found[normalise(name.replace("_", " "))].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


GROUPS = _groups()
"""Of each name, of one or several normalised words, the numbers of the groups in which all name the same."""

HINDI_NAMES = frozenset(normalise(word) for word in _HINDI_NAMES.split())
"""Names that Hindi news is full of. Those that are other words as well are left out."""

MOST_WORDS = max(name.count(" ") for name in GROUPS) + 1

_LETTERS = "ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड".split()


def spelt_out(short: str) -> str:
    """Return how Devanagari writes a short form in Latin letters: "NDTV" → "एनडीटीवी"; normalised."""
    return normalise("".join(_LETTERS[ord(letter) - ord("a")] for letter in short.lower() if "a" <= letter <= "z"))
