"""The words that only build a Hindi sentence, by the ways they are typed in Latin letters: short, frequent and alike."""

from __future__ import annotations

from collections.abc import Mapping

FUNCTION_WORDS: Mapping[str, str] = {
    latin: devanagari
    for devanagari, spellings in (
        line.split(":")
        for line in """
क्या:kya kyaa kia
है:hai he h hei
हैं:hain hein hn
था:tha thaa
थे:the thay
थी:thi thee
का:ka kaa
की:ki kee
के:ke k
को:ko
से:se say
में:me mein main mai men mei mem
पर:par pe
और:aur or
ने:ne nay
यह:yah yeh ye
वह:wah woh wo vo vah voh
इस:is
उस:us
इन:in
उन:un
कौन:kaun kon koun
किस:kis
किसने:kisne kisney
किसके:kiske
किसका:kiska
किसकी:kiski
किसे:kise
किससे:kisse
किसको:kisko
किन:kin
किन्हें:kinhe kinhen
किन्होंने:kinhone
किनके:kinke
किनकी:kinki
किनका:kinka
किनसे:kinse
किनको:kinko
कब:kab
कहां:kahan kaha kahaan kha
करोड़:crore crores karod karor
लाख:lakh lakhs lac
कैसे:kaise kese kaisay
कैसा:kaisa
कैसी:kaisi
क्यों:kyon kyun kyu kyo kyoon
कितना:kitna kitnaa
कितने:kitne kitney
कितनी:kitni
कौनसा:kaunsa konsa
कौनसी:kaunsi konsi
कौनसे:kaunse konse
लिए:liye lie lye
भी:bhi bhee
ही:hi hee
तो:to toh
न:na
नहीं:nahi nahin nhi nai nahee
कर:kar kr
करना:karna krna
करने:karne krne
करता:karta
करती:karti
करते:karte
किया:kiya kia
किए:kiye kie
गया:gaya gya
गई:gayi gai gayee
गए:gaye gae
हुआ:hua huwa
हुई:hui huyi
हुए:hue huye
हो:ho
होता:hota
होती:hoti
होते:hote
होगा:hoga
होगी:hogi
होंगे:honge
रहा:raha rha
रही:rahi rhi
रहे:rahe rhe
वाला:wala vala
वाली:wali vali
वाले:wale vale
साल:saal sal
नाम:naam nam
बारे:bare baare
बाद:baad
तक:tak
साथ:saath sath
एक:ek
दो:do
सा:sa
सी:si
जो:jo
अब:ab
जब:jab
तब:tab
कुछ:kuch kuchh
दिया:diya dia
दी:di
दिए:diye die
लिया:liya lia
अपने:apne
अपनी:apni
अपना:apna
उन्होंने:unhone unhonne
उनके:unke
उनकी:unki
उनका:unka
उसके:uske
उसकी:uski
उसका:uska
इसके:iske
इसकी:iski
इसका:iska
द्वारा:dwara dvara
या:ya yaa
कोई:koi
किसी:kisi
दोनों:dono donon
कई:kai
""".split("\n")
        if line
    )
    for latin in spellings.split()
}
