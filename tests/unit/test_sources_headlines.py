from __future__ import annotations

from index.sources.headlines import split_items, unwrap

LONG = "मुख्यमंत्री ने शनिवार को कहा कि नदी का जलस्तर घट रहा है और राहत शिविरों में रह रहे लोग घर लौट सकेंगे। " * 3
LONG = LONG.strip()
OTHER = "खेल मंत्री ने टीम को बधाई दी और कहा कि अगले साल और बड़ा आयोजन होगा। " * 3
OTHER = OTHER.strip()


def test_a_lone_short_line_is_the_headline_of_what_follows() -> None:
    text = f"{LONG}\n\nफुटबॉल टीम ने फ़ाइनल में जीत दर्ज की\n\n{OTHER}"
    assert split_items(text) == [("", LONG), ("फुटबॉल टीम ने फ़ाइनल में जीत दर्ज की", OTHER)]


def test_headlines_need_no_blank_lines_where_each_paragraph_is_one_line() -> None:
    text = f"बाढ़ का पानी घटा\n{LONG}\nफुटबॉल टीम ने फ़ाइनल में जीत दर्ज की\n{OTHER}\n{LONG}"
    assert split_items(text) == [
        ("बाढ़ का पानी घटा", LONG),
        ("फुटबॉल टीम ने फ़ाइनल में जीत दर्ज की", f"{OTHER}\n{LONG}"),
    ]


def test_a_byline_below_the_headline_belongs_to_the_text() -> None:
    text = f"Rain floods the old city\n\nBy A Staff Reporter\n\n{LONG}"
    assert split_items(text) == [("Rain floods the old city", f"By A Staff Reporter\n\n{LONG}")]


def test_what_only_looks_short_is_no_headline() -> None:
    for line in (
        "पृष्ठभूमि",
        "(भाषा इनपुट के साथ)",
        "उन्होंने यह बात कही:",
        "वे घर लौट गए।",
        "- पहला बिंदु यह है",
        "1. पहली बात यह है",
        "12 345 678",
    ):
        text = f"{LONG}\n\n{line}\n\n{OTHER}"
        assert split_items(text) == [("", text)], line


def test_a_short_line_at_the_end_stays_with_its_text() -> None:
    assert split_items(f"{LONG}\n\nदिल्ली से हमारे संवाददाता") == [("", f"{LONG}\n\nदिल्ली से हमारे संवाददाता")]


def test_a_text_of_short_lines_only_is_one_item() -> None:
    assert split_items("एक दो तीन\n\nचार पाँच छह") == [("", "एक दो तीन\n\nचार पाँच छह")]


def test_lines_wrapped_at_a_width_are_joined() -> None:
    wrapped = (
        "The minister told reporters on Monday that the talks had\n"
        "been useful and that a second round would be held in the\n"
        "capital next month."
    )
    assert unwrap(wrapped) == wrapped.replace("\n", " ")


def test_lines_of_a_list_stay_apart() -> None:
    listed = "Gold: India\nSilver: Kazakhstan, after a long wait in the rain\nBronze: Japan"
    assert unwrap(listed) == listed
