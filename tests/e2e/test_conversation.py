"""A person and the bot in a private chat, over HTTP, by polling and by webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from chat.texts import TEXTS
from tests.e2e.fake_newsroom import CRICKET, EXAMPLES, LAVROV, MET, NURTLEU, WHOM, FakeNewsroom, citation
from tests.e2e.running_bot import Way, running_bot
from tests.e2e.telegram_server import TelegramServer

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]


@pytest.fixture(params=["polling", "webhook"])
def way(request: pytest.FixtureRequest) -> Way:
    """How updates reach the bot."""
    found: Way = request.param
    return found


@pytest_asyncio.fixture
async def bot(telegram: TelegramServer, newsroom: FakeNewsroom, way: Way) -> AsyncIterator[None]:
    """The bot, listening."""
    async with running_bot(telegram, newsroom, way=way):
        yield


@pytest.mark.usefixtures("bot")
async def test_a_question_is_answered_with_its_sources(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    assert answer.text.startswith(f"{LAVROV} [1]\n\n{NURTLEU} [2]")
    assert ("[1]", citation(1, LAVROV).url) in answer.links
    (sources,) = answer.parts("expandable_blockquote")
    assert sources.splitlines() == [
        "स्रोत",
        "[1] अस्ताना में बैठक — नमूना समाचार, 4 जुलाई 2024",
        "[2] अस्ताना में बैठक — नमूना समाचार, 4 जुलाई 2024",
    ]
    assert not answer.preview
    assert not telegram.refusals


@pytest.mark.usefixtures("bot")
async def test_a_question_that_the_news_does_not_answer_gets_headlines_and_the_span_of_the_news(
    telegram: TelegramServer,
) -> None:
    person = telegram.person()
    person.say(CRICKET)
    (answer,) = await person.receives()
    assert answer.text == (
        f"{HINDI.no_answer}\nमेरे पास 1 जून 2024 से 4 जुलाई 2024 तक की ख़बरें हैं।\n\n{HINDI.closest}\n"
        "• मानसून <केरल> पहुँचा — नमूना समाचार, 4 जुलाई 2024\n• Budget session & more"
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who won the match?", "My news does not answer this."),
        ("match kisne jeeta tha?", "Meri khabron mein iska jawab nahin hai."),
        ("मैच किसने जीता?", "मेरी ख़बरों में इसका जवाब नहीं है।"),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_the_bot_speaks_the_language_and_script_of_the_question(
    telegram: TelegramServer, question: str, words: str
) -> None:
    person = telegram.person()
    person.say(question)
    (answer,) = await person.receives()
    assert answer.text.startswith(words)


@pytest.mark.usefixtures("bot")
async def test_start_shows_questions_and_pressing_one_answers_it(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say("/start")
    (welcome,) = await person.receives()
    assert HINDI.greeting in welcome.text
    assert welcome.buttons[:4] == [*EXAMPLES["hi"], WHOM]
    press = person.press(MET)
    _, answer = await person.receives(2)
    assert answer.text.startswith(f"{MET}\n\n{LAVROV}")
    assert answer.parts("bold")[0] == MET
    assert press.answered
    assert press.notice == ""


@pytest.mark.usefixtures("bot")
async def test_start_speaks_english_to_who_uses_telegram_in_english(telegram: TelegramServer) -> None:
    person = telegram.person(language_code="en-GB")
    person.say("/start")
    (welcome,) = await person.receives()
    assert ENGLISH.greeting in welcome.text
    assert welcome.buttons[0] == WHOM


@pytest.mark.usefixtures("bot")
async def test_a_button_that_no_part_of_the_bot_knows_gets_a_word(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say("/start")
    await person.receives()
    press = person.press(MET, data="v0:gone")
    await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
    assert press.notice == HINDI.old_button
    assert len(person.inbox) == 1


@pytest.mark.usefixtures("bot")
async def test_help_comes_in_both_languages(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say("/help")
    (answer,) = await person.receives()
    assert HINDI.help in answer.text
    assert ENGLISH.help in answer.text
    assert "@khabar_bot" in answer.text


@pytest.mark.parametrize(
    ("said", "extra", "words"),
    [
        ("/nonsense", {}, HINDI.unknown_command),
        ("", {"sticker": {}}, HINDI.written_only),
        ("🙏🙏", {}, HINDI.empty_question),
        ("???", {}, HINDI.empty_question),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_what_is_no_question_gets_a_polite_line(
    telegram: TelegramServer, said: str, extra: dict[str, object], words: str
) -> None:
    if "sticker" in extra:
        sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
        extra = {"sticker": {**sticker, "is_animated": False, "is_video": False}}
    person = telegram.person()
    person.say(said, **extra)
    (answer,) = await person.receives()
    assert answer.text == words


@pytest.mark.usefixtures("bot")
async def test_a_text_of_ten_thousand_characters_fits_into_a_message(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    sentence = "<b>&amp; यह बहुत लंबा वाक्य है 🙂 " * 300
    known = newsroom.by_heart[MET]
    assert not isinstance(known, Exception)
    long_url = "https://example.org/" + "%E0%A4%95" * 200
    newsroom.by_heart[MET] = type(known)(
        question=MET,
        language="hi",
        outcome=known.outcome,
        text="\n".join(f"{sentence} [{n}]" for n in range(1, 11)),
        citations=tuple(citation(n, sentence, title="“लंबा” & <i>" * 40, url=long_url) for n in range(1, 11)),
    )
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    assert answer.text.startswith("<b>&amp; यह बहुत लंबा वाक्य है 🙂")
    assert answer.links
    assert answer.parts("expandable_blockquote")
    assert not telegram.refusals


async def test_a_slow_answer_is_announced_by_typing(telegram: TelegramServer, way: Way) -> None:
    async with running_bot(telegram, FakeNewsroom(delay_s=0.4), way=way, typing_after_s=0.05):
        person = telegram.person()
        person.say(MET)
        await person.receives()
    assert telegram.world.actions == [(person.id, "typing", None)]


async def test_one_question_of_a_person_is_answered_at_a_time_in_order(telegram: TelegramServer, way: Way) -> None:
    newsroom = FakeNewsroom()
    newsroom.gate.clear()
    async with running_bot(telegram, newsroom, way=way):
        person = telegram.person()
        questions = [f"सवाल {word}" for word in ("पहला", "दूसरा", "तीसरा", "चौथा", "पाँचवाँ")]
        for question in questions:
            person.say(question)
        await person.receives()  # the fifth is put off while the first is being answered
        newsroom.gate.set()
        inbox = await person.receives(5, timeout_s=8)
    assert newsroom.asked == questions[:4]
    assert newsroom.most_at_once == 1
    assert [message.text for message in inbox].count(HINDI.wait) == 1


async def test_people_do_not_wait_for_each_other(telegram: TelegramServer, way: Way) -> None:
    newsroom = FakeNewsroom()
    newsroom.gate.clear()
    async with running_bot(telegram, newsroom, way=way):
        people = [telegram.person() for _ in range(2)]
        for person in people:
            person.say(MET)
        await telegram.world.until(lambda: newsroom.at_once == 2, 5, "both are being answered")
        newsroom.gate.set()
        for person in people:
            await person.receives()
