from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources.files import read_source

DELHI = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 8, 1, 12, tzinfo=DELHI)

FLOOD = (
    "अस्ताना। बाढ़ राहत मंत्री एन वर्मा ने शनिवार को कहा कि नदी का जलस्तर तेज़ी से घट रहा है और राहत शिविरों में रह रहे लोग घर "
    "लौट सकेंगे। उन्होंने बताया कि सात पुलों की मरम्मत पूरी हो गई है।’दोनों ज़िलों में स्कूल सोमवार से खुलेंगे।"
)
MATCH = (
    "जूनियर फुटबॉल टीम ने रविवार को खेले गए फ़ाइनल में पड़ोसी देश को दो गोल से हराया। टीम की कप्तान ने जीत अपने कोच को समर्पित की "
    "और कहा कि अगला लक्ष्य एशियाई प्रतियोगिता है। मैच देखने लगभग तीस हज़ार लोग आए थे।"
)
TWO_ITEMS = f"{FLOOD}\n\nजूनियर फुटबॉल टीम ने जीता फ़ाइनल\n\n{MATCH}"


def read(source: Path | str) -> tuple[list[Article], list[SourceError]]:
    found = list(read_source(str(source), timezone=DELHI, now=NOW))
    return [each for each in found if isinstance(each, Article)], [
        each for each in found if isinstance(each, SourceError)
    ]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def jsonl(records: Iterable[object]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def ids(source: Path | str) -> list[str]:
    return [article.id for article in read(source)[0]]


def test_a_text_file_with_two_items_gives_two_articles(tmp_path: Path) -> None:
    articles, errors = read(write(tmp_path / "two.txt", TWO_ITEMS))
    assert errors == []
    assert [article.text for article in articles] == [FLOOD, MATCH]
    assert articles[0].title == "बाढ़ राहत मंत्री एन वर्मा ने शनिवार को कहा कि नदी का जलस्तर तेज़ी से घट रहा है और राहत…"
    assert articles[1].title == "जूनियर फुटबॉल टीम ने जीता फ़ाइनल"
    assert {article.language for article in articles} == {"hi"}
    assert len({article.id for article in articles}) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_kind_of_file_is_read_in_every_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "a.txt", f"बाढ़ का पानी घटा\n\n{FLOOD}", encoding)
    write(tmp_path / "b.md", f"# बाढ़ का पानी घटा\n\n{FLOOD}", encoding)
    write(tmp_path / "c.jsonl", jsonl([{"title": "बाढ़ का पानी घटा", "text": FLOOD}]), encoding)
    write(tmp_path / "d.csv", f'title,text\nबाढ़ का पानी घटा,"{FLOOD}"\n', encoding)
    write(tmp_path / "e.json", json.dumps({"title": "बाढ़ का पानी घटा", "text": FLOOD}), encoding)
    (tmp_path / "f.jsonl.gz").write_bytes(gzip.compress((tmp_path / "c.jsonl").read_bytes()))
    articles, errors = read(tmp_path)
    assert errors == []
    assert [article.text for article in articles] == [FLOOD] * 6
    assert {article.title for article in articles} == {"बाढ़ का पानी घटा"}


def test_fields_become_an_article(tmp_path: Path) -> None:
    record = {
        "guid": "star-7",
        "headline": " Rain  again ",
        "body": "<p>Rain fell.</p><p>It rained on.</p>",
        "lang": "eng",
        "publisher": "The Star",
        "link": "https://Star.example/rain?utm_source=x",
        "pubDate": "Wed, 03 Jul 2024 10:00:00 GMT",
    }
    (article,), errors = read(write(tmp_path / "a.jsonl", jsonl([record])))
    assert errors == []
    assert article == Article(
        id="star-7",
        title="Rain again",
        text="Rain fell.\n\nIt rained on.",
        language="en",
        source="The Star",
        url="https://star.example/rain",
        published_at=datetime(2024, 7, 3, 15, 30, tzinfo=DELHI),
    )


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("hi-IN", FLOOD, "hi"),
        ("hindi", FLOOD, "hi"),
        ("en", FLOOD, "hi"),
        ("", FLOOD, "hi"),
        ("en_US", "Rain fell on the old city.", "en"),
        ("hi", "Rain fell on the old city.", "en"),
        ("Hinglish", "Aaj Delhi mein zor ki barish.", "hi-Latn"),
        ("hi-Latn-IN", "Aaj Delhi mein zor ki barish.", "hi-Latn"),
        ("", "Aaj Delhi mein baarish hui aur log ghar par rahe, lekin kya kal bhi hogi?", "hi-Latn"),
        ("fr", "Rain fell on the old city.", "en"),
        (
            "hi",
            "सान ब्लास का गिरजाघर (Iglesia de San Blas, Villarrobledo, Castilla-La Mancha, Reino de España, Europa)",
            "hi",
        ),
    ],
)
def test_the_declared_language_counts_unless_the_script_rules_it_out(
    tmp_path: Path, declared: str, text: str, language: str
) -> None:
    (article,), _ = read(write(tmp_path / "a.jsonl", jsonl([{"text": text, "lang": declared}])))
    assert article.language == language


def test_a_dateline_dates_an_item_by_the_year_of_its_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"नई दिल्ली, 5 दिसंबर (भाषा)। {FLOOD}")
    os.utime(path, times=(datetime(2022, 3, 1, tzinfo=DELHI).timestamp(),) * 2)
    assert read(path)[0][0].published_at == datetime(2021, 12, 5, tzinfo=DELHI)
    os.utime(path, times=(0, 0))  # no true time: an unpacked archive
    assert read(path)[0][0].published_at == datetime(2023, 12, 5, tzinfo=DELHI)


def test_a_field_goes_before_a_dateline_and_a_bad_date_is_no_error(tmp_path: Path) -> None:
    records = [{"text": f"अस्ताना, 3 जुलाई। {MATCH}", "date": date} for date in ("2024-07-04", "someday")]
    articles, errors = read(write(tmp_path / "a.jsonl", jsonl(records)))
    assert errors == []
    assert [article.published_at for article in articles] == [
        datetime(2024, 7, 4, tzinfo=DELHI),
        datetime(2024, 7, 3, tzinfo=DELHI),
    ]


def test_the_same_files_give_the_same_ids_also_when_the_folder_moved(tmp_path: Path) -> None:
    write(tmp_path / "one" / "two.txt", TWO_ITEMS)
    write(tmp_path / "one" / "deep" / "two.txt", TWO_ITEMS)
    write(tmp_path / "one" / "c.jsonl", jsonl([{"text": FLOOD}, {"text": MATCH, "url": "https://star.example/a"}]))
    first = ids(tmp_path / "one")
    shutil.move(tmp_path / "one", tmp_path / "other")
    assert ids(tmp_path / "other") == first
    assert len(set(first)) == 6
    assert ids(tmp_path / "other" / "two.txt") == [
        each for each in first if each in ids(tmp_path / "other" / "two.txt")
    ]


def test_a_changed_text_under_the_same_headline_keeps_its_id(tmp_path: Path) -> None:
    path = write(tmp_path / "two.txt", TWO_ITEMS)
    first = ids(path)
    write(path, TWO_ITEMS.replace("तीस हज़ार", "चालीस हज़ार").replace("सात पुलों", "आठ पुलों"))
    assert ids(path) == first


def test_an_address_gives_one_id_to_the_page_and_its_record(tmp_path: Path) -> None:
    one = write(tmp_path / "a.jsonl", jsonl([{"text": FLOOD, "url": "https://star.example/a?utm_medium=b#c"}]))
    other = write(tmp_path / "b.txt", f"URL: https://STAR.example/a\n\n{FLOOD}")
    assert ids(one) == ids(other)


def test_equal_items_in_one_file_get_different_ids(tmp_path: Path) -> None:
    records = [{"text": FLOOD}, {"text": FLOOD}, {"title": "A", "text": FLOOD}, {"title": "A", "text": MATCH}]
    assert len(set(ids(write(tmp_path / "a.jsonl", jsonl(records))))) == 4


def test_a_folder_is_read_in_the_order_of_names_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "c/d.txt", ".hidden.txt", ".git/e.txt", "photo.jpg", "page_files/ad.html"):
        write(tmp_path / name, f"{name}\n\n{FLOOD}")
    write(tmp_path / "page.html", "<html><body><p>x</p></body></html>")
    articles, errors = read(tmp_path)
    assert [article.title for article in articles] == ["a.TXT", "b.txt", "c/d.txt"]
    assert [error.source for error in errors] == [str(tmp_path / "page.html")]


def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "news" / "a.txt", FLOOD)
    write(tmp_path / "elsewhere" / "b.txt", MATCH)
    (tmp_path / "news" / "again").symlink_to(tmp_path / "news", target_is_directory=True)
    (tmp_path / "news" / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "elsewhere" / "back").symlink_to(tmp_path, target_is_directory=True)
    articles, errors = read(tmp_path / "news")
    assert sorted(article.text for article in articles) == sorted([FLOOD, MATCH])
    assert errors == []


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", jsonl({"text": f"Rain fell on day {number}."} for number in range(100_000)))
    articles = read_source(str(path), timezone=DELHI, now=NOW)
    assert isinstance(next(articles), Article)
    articles.close()  # type: ignore[attr-defined]
