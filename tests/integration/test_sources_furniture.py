"""What stands on a page beside the article is left out; news that merely looks like it stays. The pages are made up."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from index.errors import SourceError
from index.sources.furniture import without_furniture
from index.sources.item import Item
from index.sources.pages import read_page

DELHI = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 8, 1, 12, tzinfo=DELHI)

HINDI = (
    "नगर निगम ने बुधवार को पुराने शहर की सड़कों की मरम्मत के लिए नई योजना मंज़ूर की, जिस पर अगले साल तक काम चलेगा।",
    "महापौर ने बताया कि पहले चरण में बारह सड़कें ली जाएँगी और बारिश से पहले नालियों की सफ़ाई पूरी की जाएगी।",
    "व्यापारियों के संगठन ने फ़ैसले का स्वागत किया, पर कहा कि काम रात में हो ताकि बाज़ार खुले रह सकें।",
)
ENGLISH = (
    "The city council on Wednesday approved a plan to mend the roads of the old town, with work going on until next year.",
    "The mayor said that twelve roads would be taken up first and that the drains would be cleaned before the rains come.",
    "The traders' union welcomed the decision but asked that the work be done at night so that the shops can stay open.",
)


def page(
    paragraphs: tuple[str, ...], inside: str = "", below: str = "", above: str = "", title: str = "Title"
) -> bytes:
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"{above}<main><h1>{title}</h1><div class='story-body'>{first}{inside}{''.join(rest)}</div>{below}</main>"
        "<footer><p>© 2024</p></footer></body></html>"
    ).encode()


def links(*texts: str) -> str:
    return "".join(f"<li><a href='/x'>{text}</a></li>" for text in texts)


HINDI_FURNITURE = {
    "यह भी पढ़ें in a line": "<p><strong>यह भी पढ़ें:</strong> <a href='/x'>बस्ती में बाघ दिखा, लोग घरों में रहे बंद</a></p>",
    "ये भी पढ़ें with a dash": "<p>ये भी पढ़ें- <a href='/x'>बस्ती में बाघ दिखा, लोग घरों में रहे बंद</a></p>",
    "इसे भी पढ़ें all in one link": "<p><a href='/x'>इसे भी पढ़ें : बस्ती में बाघ दिखा, लोग घरों में रहे बंद</a></p>",
    "a heading and a list": f"<h3>यह भी पढ़ें</h3><ul>{links('बस्ती में बाघ दिखा, लोग घरों में रहे बंद', 'बाघ पकड़ने पहुँची टीम')}</ul>",
    "a heading and linked paragraphs": "<p><b>ये भी पढ़ें</b></p><p><a href='/x'>बस्ती में बाघ दिखा, लोग घरों में</a></p>"
    "<p><a href='/y'>बाघ पकड़ने पहुँची टीम</a></p>",
    "a list without a label word": f"<div class='related-stories'><ul>{links('बस्ती में बाघ दिखा', 'बाघ पकड़ने पहुँची टीम')}</ul></div>",
    "a ticker by name": "<div class='news-ticker'><p>ताज़ा: बस्ती में बाघ दिखा, लोग घरों में रहे बंद।</p></div>",
    "a ticker by its times": "<ul><li>10:45 बस्ती में बाघ दिखा है।</li><li>10:30 पुलिस मौके पर पहुँची।</li>"
    "<li>10:05 बाघ की ख़बर मिली।</li></ul>",
    "a ticker by its times in words": "<div><p>सुबह 10:45 बजे: बस्ती में बाघ दिखा है।</p><p>सुबह 10 बजे: बाघ की ख़बर मिली।</p>"
    "<p>5 मिनट पहले: बाघ चला गया।</p></div>",
    "a paywall": "<p>पूरी ख़बर पढ़ने के लिए सब्सक्राइब करें, बाघ की हर ख़बर पाएँ।</p>",
    "a login": "<p>पहले से सदस्य हैं? लॉग इन करें और बाघ की ख़बर पढ़ें।</p>",
    "cookies": "<div><p>हम आपके अनुभव को बेहतर बनाने के लिए कुकीज़ का इस्तेमाल करते हैं, बाघ का नहीं।</p></div>",
    "a channel": "<p>हमारे व्हाट्सऐप चैनल से जुड़ें और बाघ की ख़बर पाएँ।</p>",
    "an app": "<p>देश और दुनिया की ताज़ा ख़बरें पढ़ने के लिए हमारा बाघ ऐप डाउनलोड करें।</p>",
    "an advertisement": "<p>विज्ञापन</p>",
}
ENGLISH_FURNITURE = {
    "also read in a line": "<p><em>Also read | <a href='/x'>Tiger seen in the suburb as people stay indoors</a></em></p>",
    "also read in brackets": "<p>ALSO READ: <a href='/x'>Tiger seen in the suburb as people stay indoors</a></p>",
    "read more as a link": "<p><a href='/x'>Read more: Tiger seen in the suburb as people stay indoors</a></p>",
    "a heading and a list": f"<h4>Related stories</h4><ul>{links('Tiger seen in the suburb', 'Team comes to catch the tiger')}</ul>",
    "a box by its name": f"<aside class='also-read'><p>Of interest</p>{links('Tiger seen in the suburb')}</aside>",
    "a live blog by name": "<div class='live-blog'><p>10:45 am Tiger seen in the suburb again.</p><p>10:30 am Police arrive.</p></div>",
    "a ticker by its times": "<div><div><time>10:45</time> Tiger seen.</div><div><time>10:30</time> Police come.</div>"
    "<div><time>10:05</time> A tiger is reported.</div></div>",
    "a moving line": "<marquee>BREAKING: Tiger seen in the suburb as people stay indoors.</marquee>",
    "a paywall": "<p>Subscribe to continue reading about the tiger. Already a subscriber? Sign in.</p>",
    "a meter": "<p>You have reached your limit of free articles on tigers this month.</p>",
    "for subscribers": "<p>This article is for subscribers only, as is the tiger.</p>",
    "cookies": "<p>We and our partners use cookies to track the tiger. By continuing you accept our privacy policy.</p>",
    "a newsletter": "<div class='newsletter-box'><p>The tiger in your inbox every morning. Enter your e-mail address.</p></div>",
    "follow us": "<p>Follow us on X and WhatsApp for all news of the tiger.</p>",
    "a feed's footer": "<p>The post Tiger plan appeared first on The Tiger.</p>",
    "an advertisement": "<p>Advertisement</p>",
}


def read(paragraphs: tuple[str, ...], furniture: str) -> Item:
    return read_page(page(paragraphs, furniture), "page.html")


@pytest.mark.parametrize("furniture", HINDI_FURNITURE.values(), ids=HINDI_FURNITURE)
def test_what_is_not_the_article_is_left_out_of_a_hindi_page(furniture: str) -> None:
    assert read(HINDI, furniture).text == "\n".join(HINDI)


@pytest.mark.parametrize("furniture", ENGLISH_FURNITURE.values(), ids=ENGLISH_FURNITURE)
def test_what_is_not_the_article_is_left_out_of_an_english_page(furniture: str) -> None:
    assert read(ENGLISH, furniture).text == "\n".join(ENGLISH)


@pytest.mark.parametrize("place", ["below", "above"])
def test_furniture_around_the_article_is_left_out_too(place: str) -> None:
    for paragraphs, furniture in ((HINDI, HINDI_FURNITURE), (ENGLISH, ENGLISH_FURNITURE)):
        html = page(paragraphs, **{place: "".join(furniture.values())})
        text = read_page(html, "page.html").text
        assert "\n".join(paragraphs) in text
        assert "बाघ" not in text
        assert "iger" not in text


@pytest.mark.parametrize(
    "news",
    [
        "Also read out in court was a letter by the tiger's keeper, which the judge called moving.",
        "Related to this, the tiger was said to have been fed by hand for years before it got away.",
        "We use cookies to find tigers, the keeper said in court, and everybody in the room laughed.",
        "Subscribe to the fund for the tiger: that is what the keeper told everybody who came to court.",
        "1.50 million people watched the tiger on the internet before the keeper brought it home again.",
        "Trending upwards for years, the number of tigers in the hills reached a new height this spring.",
        "यह भी पढ़ें कि बाघ क्या खाता है, ऐसा बच्चों की किताब में लिखा है और शिक्षक भी यही सिखाते हैं।",
        "हम कुकीज़ खिलाकर बाघ को नहीं पालते, यह बात चिड़ियाघर के रखवाले ने बुधवार को हँसते हुए कही।",
        "10:45 बजे की ट्रेन से बाघ को लाया गया, जिसे देखने स्टेशन पर सैकड़ों लोग जमा हो गए थे।",
    ],
)
def test_news_that_begins_like_furniture_stays(news: str) -> None:
    paragraphs = HINDI if "बाघ" in news else ENGLISH
    assert news in read(paragraphs, f"<p>{news}</p>").text


def test_a_link_inside_a_sentence_stays() -> None:
    paragraph = (
        "The council had <a href='/x'>promised to mend the roads two years ago</a> but found no money for it then."
    )
    assert "promised to mend the roads two years ago but found" in read(ENGLISH, f"<p>{paragraph}</p>").text


def test_a_label_inside_a_paragraph_goes_with_its_link_and_the_sentences_stay() -> None:
    inside = f"<p>The drains are old.<br><strong>Also Read:</strong> <a href='/x'>Tiger seen</a></p><p>{HINDI[0]}</p>"
    text = read(ENGLISH, inside).text
    assert "The drains are old." in text
    assert "Also" not in text
    assert "Tiger" not in text
    assert HINDI[0] in text


def test_the_line_between_headline_and_text_belongs_to_the_article() -> None:
    html = page(ENGLISH).replace(
        b"<div class='story-body'>",
        b"<h2>Twelve roads first, and work at night if the traders have their way</h2><div class='story-body'>",
    )
    assert read_page(html, "page.html").text.startswith("Twelve roads first")


def test_headlines_of_other_articles_between_headline_and_text_do_not() -> None:
    teasers = "".join(f"<h3><a href='/x'>Tiger number {number} seen in the suburb</a></h3>" for number in range(4))
    html = page(ENGLISH).replace(b"<div class='story-body'>", f"{teasers}<div class='story-body'>".encode())
    assert "Tiger" not in read_page(html, "page.html").text


def test_a_line_that_only_says_when_it_was_published_is_no_line_of_the_article() -> None:
    for line in ("July 3, 2024 - 11:28 IST", "Updated: 3 July 2024, 5:30 PM", "प्रकाशित: 3 जुलाई 2024, शाम 5:30 बजे"):
        assert without_furniture(f"{line}\n{ENGLISH[0]}") == ENGLISH[0]
    kept = f"{ENGLISH[0]}\n{ENGLISH[1]}\n{ENGLISH[2]}\nJuly 3, 2024"
    assert without_furniture(kept) == kept


def test_a_page_of_many_items_is_no_article() -> None:
    items = "".join(f"<li>{ENGLISH[number % 3]} Item {number} of the day was read out.</li>" for number in range(40))
    html = f"<html><body><main><h1>July</h1><p>{ENGLISH[0]}</p><ul>{items}</ul></main></body></html>".encode()
    with pytest.raises(SourceError, match="no article"):
        read_page(html, "page.html")


def test_a_live_blog_gives_its_introduction_alone() -> None:
    updates = "".join(
        f"<div class='update'><time>10:{50 - number}</time><p>Tiger number {number} was seen in the suburb this morning.</p></div>"
        for number in range(30)
    )
    html = page(ENGLISH, below=f"<div class='live-blog-updates'>{updates}</div>")
    assert read_page(html, "page.html").text == "\n".join(ENGLISH)


def test_a_script_is_never_text() -> None:
    inside = "<script>document.write('Tiger seen in the suburb.')</script><style>p::after{content:'Tiger.'}</style>"
    assert read(ENGLISH, inside).text == "\n".join(ENGLISH)
