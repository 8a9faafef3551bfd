from __future__ import annotations

from datetime import UTC, datetime

from index.article import Article
from index.errors import FetchError, SourceError
from index.feeds.after import PageVisit, feed_after_error, feed_after_success, page_after
from index.feeds.schedule import DAY_S
from index.fetch import Fetched
from index.store.agenda import FeedState, PageState

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC).timestamp()
URL = "https://tara.example/rss"
READ = Fetched(URL, "", 200, b"<rss/>", etag='"2"', last_modified="today")
SAME = Fetched(URL, "", 304, b"")
PAGE = PageState("k", "https://tara.example/1", URL, first_seen=NOW)


def article(text: str = "A text.", hours_ago: float = 1.0) -> Article:
    return Article("u-1", "T", text, "en", published_at=datetime.fromtimestamp(NOW - 3600 * hours_ago, UTC))


def failed(kind: str, retry_after_s: float | None = None) -> FetchError:
    return FetchError(URL, "it did not work.", kind, retry_after_s)  # type: ignore[arg-type]


def test_a_success_wipes_errors_away_and_keeps_what_the_next_question_needs() -> None:
    state = feed_after_error(feed_after_error(FeedState(URL, title="Old"), failed("slow"), NOW), failed("slow"), NOW)
    assert (state.errors, state.last_error) == (2, "it did not work.")
    after = feed_after_success(state, READ, NOW, title="New", items=7, found_new=True)
    assert (after.errors, after.last_error, after.title, after.items) == (0, "", "New", 7)
    assert (after.etag, after.last_modified, after.last_success) == ('"2"', "today", NOW)
    again = feed_after_success(after, SAME, NOW + 9)
    assert (again.etag, again.last_modified, again.title, again.items) == ('"2"', "today", "New", 7)
    assert again.interval_s > after.interval_s


def test_what_a_feed_calls_itself_is_kept_as_one_short_line() -> None:
    after = feed_after_success(FeedState(URL), READ, NOW, title="Ta\ud800ra\n\x1b[31m" + "x" * 5000)
    assert after.title.startswith("Tara ")
    assert len(after.title) <= 200
    after.title.encode()


def test_a_feed_without_an_etag_loses_the_old_one() -> None:
    after = feed_after_success(FeedState(URL, etag='"1"'), Fetched(URL, "", 200, b""), NOW)
    assert after.etag == ""


def test_only_a_410_at_its_own_address_ends_a_feed() -> None:
    assert feed_after_error(FeedState(URL), failed("gone"), NOW).gone_at == NOW
    for kind in ("missing", "robots", "private", "refused", "unreachable", "bad"):
        assert feed_after_error(FeedState(URL), failed(kind), NOW).gone_at is None
    assert feed_after_error(FeedState(URL), SourceError(URL, "this is no feed."), NOW).gone_at is None


def test_a_feed_that_moved_is_remembered_where_it_is_and_looked_for_at_home_when_it_is_no_longer_there() -> None:
    new = "https://new.example/rss"
    moved = feed_after_success(FeedState(URL), Fetched(new, new, 200, b""), NOW)
    assert moved.moved_to == new
    assert feed_after_success(moved, Fetched(new, "", 200, b""), NOW).moved_to == new
    for kind in ("gone", "missing"):
        lost = feed_after_error(moved, failed(kind), NOW)
        assert (lost.moved_to, lost.gone_at) == ("", None)
    assert feed_after_success(moved, Fetched(URL, URL, 200, b""), NOW).moved_to == ""


def test_who_asks_to_be_left_alone_is_until_then() -> None:
    state = feed_after_error(FeedState(URL), failed("busy", 7200.0), NOW)
    assert (state.not_before, state.next_visit) == (NOW + 7200, NOW + 7200)
    assert feed_after_success(state, READ, NOW).not_before == 0.0


def test_a_page_is_fresh_from_its_publication_and_again_from_its_correction() -> None:
    first = page_after(PAGE, PageVisit(article(), True, READ), NOW, 2 * DAY_S)
    assert (first.article, first.fresh_from, first.visits, first.etag) == ("u-1", NOW - 3600, 1, '"2"')
    later = NOW + 7200
    second = page_after(first, PageVisit(fetched=SAME), later, 2 * DAY_S)
    assert (second.fresh_from, second.visits, second.etag) == (NOW - 3600, 2, '"2"')
    same = page_after(second, PageVisit(article(), True, READ), later, 2 * DAY_S)
    assert (same.fresh_from, same.visits) == (NOW - 3600, 3)
    corrected = page_after(second, PageVisit(article("Another text."), True, READ), later, 2 * DAY_S)
    assert (corrected.fresh_from, corrected.visits) == (later, 1)
    assert corrected.next_visit is not None
    assert same.next_visit is not None
    assert corrected.next_visit < same.next_visit


def test_a_page_that_is_never_twice_the_same_grows_old_all_the_same() -> None:
    page, now, looks = PageState("k", URL, first_seen=NOW), NOW, 0
    while page.next_visit is not None or not looks:
        page = page_after(page, PageVisit(article(f"Text {looks}."), True, READ), now, 2 * DAY_S)
        now, looks = page.next_visit or now, looks + 1
    assert now <= NOW + 20 * DAY_S
    assert looks > 100


def test_a_date_in_the_future_does_not_keep_a_page_young_for_ever() -> None:
    assert page_after(PAGE, PageVisit(article(hours_ago=-40), True, READ), NOW, DAY_S).fresh_from == NOW


def test_a_page_that_is_taken_down_is_asked_for_whole_when_it_is_looked_at_again() -> None:
    first = page_after(PAGE, PageVisit(article(), True, READ), NOW, DAY_S)
    down = page_after(first, PageVisit(error=failed("missing")), NOW + 60, DAY_S)
    assert (down.gone_at, down.etag, down.article) == (NOW + 60, "", "u-1")
    still = page_after(down, PageVisit(error=failed("gone")), NOW + 120, DAY_S)
    assert still.gone_at == NOW + 60
    assert still.next_visit is not None
    assert page_after(still, PageVisit(article(), True, READ), NOW + 180, DAY_S).gone_at is None


def test_a_page_that_never_was_is_not_gone_and_is_given_up_after_some_tries() -> None:
    page = PAGE
    for _ in range(20):
        page = page_after(page, PageVisit(error=failed("missing")), NOW, DAY_S)
    assert (page.gone_at, page.next_visit, page.failures) == (None, None, 20)


def test_trouble_on_a_second_look_changes_nothing_but_the_next_look() -> None:
    first = page_after(PAGE, PageVisit(article(), True, READ), NOW, DAY_S)
    troubled = page_after(first, PageVisit(error=failed("busy", 9000.0)), NOW, DAY_S)
    assert (troubled.article, troubled.said, troubled.gone_at) == (first.article, first.said, None)
    assert troubled.next_visit == NOW + 9000
