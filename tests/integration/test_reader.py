"""Reading through the real model: mostly the right sentence, and less where the news leaves a question open.

It errs (docs/quality.md says how often), so what is asked here is the share that it reads rightly.
"""

from __future__ import annotations

import numpy as np

from index.embed import Embedder, Passage
from rag.reader import Reading, read

FERRY = (
    "A ferry with forty passengers sank in the Meghna river near Chandpur on Tuesday evening.",
    "Eleven people drowned and the others swam ashore, police officer Rahim Uddin said.",
    "The owner of the boat has been arrested in Dhaka.",
)
MILK = (
    "राज्य के दुग्ध संघ ने दूध के दाम दो रुपये प्रति लीटर बढ़ा दिए हैं।",
    "नई दरें सोमवार से लागू होंगी।",
    "संघ की अध्यक्ष सुनीता चौहान ने कहा कि चारे की क़ीमत बढ़ने से यह फ़ैसला लेना पड़ा।",
)
LIBRARY = (
    "Mayor Elena Petrova opened the new central library on Friday.",
    "Construction took three years and cost 14 million euros, twice what had been planned.",
    "It holds 200,000 books and is open until midnight.",
    "The old building on Market Street will become a school of music.",
)
LEOPARD = (
    "देहरादून के पास रायपुर गाँव में बुधवार रात एक तेंदुए ने दो बकरियों को मार डाला।",
    "वन अधिकारी हरीश नेगी ने बताया कि तेंदुए को पकड़ने के लिए चार पिंजरे लगाए गए हैं।",
    "स्कूल तीन दिन तक बंद रहेंगे।",
    "ग्रामीणों ने मुआवज़े की माँग को लेकर सड़क जाम की।",
)

ANSWERED = (
    (FERRY, "How many people died when the ferry sank?", 1),
    (FERRY, "Where was the owner of the ferry arrested?", 2),
    (FERRY, "मेघना नदी में नाव कब डूबी?", 0),
    (FERRY, "naav me kitne log the", 0),
    (MILK, "दूध कितने रुपये महंगा हुआ?", 0),
    (MILK, "दूध के दाम क्यों बढ़े?", 2),
    (MILK, "When will the new milk prices apply?", 1),
    (MILK, "doodh sangh ki adhyaksh kaun hai", 2),
    (LIBRARY, "Who opened the central library?", 0),
    (LIBRARY, "How much did the library cost?", 1),
    (LIBRARY, "What will happen to the old library building?", 3),
    (LIBRARY, "नए पुस्तकालय में कितनी किताबें हैं?", 2),
    (LEOPARD, "तेंदुए ने कितनी बकरियाँ मारीं?", 0),
    (LEOPARD, "तेंदुए को पकड़ने के लिए कितने पिंजरे लगे?", 1),
    (LEOPARD, "How long will schools near Dehradun stay closed?", 2),
    (LEOPARD, "gaon walon ne sadak kyun jaam ki", 3),
)
PAIRS = (
    (FERRY, "How many people drowned when the ferry sank?", "How many people drowned when the bridge fell?"),
    (FERRY, "Where did the ferry sink?", "Which company insured the ferry?"),
    (FERRY, "नाव का मालिक कहाँ पकड़ा गया?", "नाव का मालिक कितने साल का है?"),
    (MILK, "दूध के दाम कितने बढ़े?", "दूध संघ ने कितने कर्मचारियों को निकाला?"),
    (MILK, "नई दरें कब से लागू होंगी?", "दूध संघ का चुनाव कब होगा?"),
    (MILK, "Why did milk become dearer?", "Why did the milkmen strike?"),
    (LIBRARY, "Who opened the central library?", "Who designed the central library?"),
    (LIBRARY, "How many books does the library hold?", "How many people work in the library?"),
    (LIBRARY, "library kitne baje tak khuli rehti hai", "library ki membership fees kitni hai"),
    (LEOPARD, "पिंजरे किसने लगवाए?", "तेंदुए का इलाज किसने किया?"),
    (LEOPARD, "How many goats did the leopard kill?", "How many villagers did the leopard injure?"),
    (LEOPARD, "school kitne din band rahenge", "tendua kitne saal ka tha"),
)


def reading(embedder: Embedder, sentences: tuple[str, ...], question: str) -> Reading:
    text = " ".join(sentences)
    spans = tuple((text.index(one), text.index(one) + len(one)) for one in sentences)
    (passage,) = embedder.embed_passages([Passage("", text, spans)])
    (found,) = read(embedder.embed_question([question]).tokens[-1], [passage.tokens])
    assert found is not None
    return found


def test_the_sentence_that_answers_is_mostly_the_likeliest(embedder: Embedder) -> None:
    right = [
        int(np.argmax(reading(embedder, sentences, question).sentences)) == answering
        for sentences, question, answering in ANSWERED
    ]
    assert sum(right) >= 10, [question for (_, question, _), one in zip(ANSWERED, right, strict=True) if not one]


def test_what_the_news_leaves_open_is_mostly_less_likely_answered(embedder: Embedder) -> None:
    told = [
        reading(embedder, sentences, answered).chunk > reading(embedder, sentences, left_open).chunk
        for sentences, answered, left_open in PAIRS
    ]
    assert sum(told) >= 9, [left_open for (_, _, left_open), one in zip(PAIRS, told, strict=True) if not one]
