"""What the bot says in English."""

from __future__ import annotations

from chat.texts.sentences import Texts

ENGLISH = Texts(
    greeting=(
        "Hello! Ask me anything about the news in Hindi, English or Hinglish; I answer in the language you ask in. "
        "Every answer comes with its source: the sentence, the outlet and the date."
    ),
    try_one="Try one of these, or write your own:",
    help=(
        "Help\n"
        "• Write a question about the news, as you would ask a person.\n"
        "• If my news does not say, I tell you so; I add nothing of my own."
    ),
    help_in_telegram=(
        "• Tap [1] in an answer to open the article; “Sources” below has its headline, outlet and date.\n"
        "• /latest news · /topics · /subscribe to daily news\n"
        "• Write “Tell me when there is news on Jaishankar”, and I will tell you as soon as there is.\n"
        "• In a group, mention @{bot} or reply to one of my messages."
    ),
    no_answer="My news does not answer this.",
    covers="I have news from {oldest} to {newest}.",
    covers_one_day="I have news of {newest}.",
    closest="The closest I have:",
    other_time="The news of “{phrase}” does not answer this; here is news of other days.",
    old_news="This is news of {date}:",
    unsure="I am not sure that this is what you asked; it is the nearest in my news.",
    also="also in {outlets}",
    numbers_differ="Outlets differ on the number: {versions}",
    dates_differ="Outlets differ on the date: {versions}",
    names_differ="Outlets differ on the name: {versions}",
    not_written="I could not put this into my own words this time; these are sentences of the news.",
    out_of_calls="You have had today's answers in my own words; these are sentences of the news.",
    cancelled="All right, I dropped that question.",
    no_chat_model="No chat model is set; answers are sentences of the news.",
    written_figures=(
        "Since the start:\n"
        "• Answers written by the model: {written}, from memory among them: {cached}\n"
        "• The model found no answer in the news: {refused}\n"
        "• Sentences of the news instead: {fallbacks}\n"
        "• Sentences dropped by the checks: {dropped}\n"
        "• Calls to the model: {calls}; tokens: {input_tokens} sent, {output_tokens} received"
    ),
    no_news="I have no news yet.",
    sources="Sources",
    untitled="Untitled",
    empty_question="Please write a question about the news.",
    long_question="That question is very long; please ask in a sentence or two.",
    written_only="I only understand written questions for now.",
    unknown_command="I do not know that command. See /help for what I can do.",
    wait="I am still answering your earlier questions; please ask again in a moment.",
    apology="Sorry, something went wrong. Please ask again in a little while. (Error {id})",
    old_button="This button is too old.",
    goodbye="Goodbye!",
    new_topic="A new topic, then: I will not tie your next question to the ones before.",
    new_topic_button="🔄 New topic",
    start_command="Start, with example questions",
    new_command="New topic",
    help_command="Help",
    language_command="Language",
    language_name="English",
    language_question="Which language shall I speak to you? Questions are still answered in the language you ask in.",
    language_chosen="All right, I will speak English to you from now on.",
    privacy_command="Privacy: what is kept",
    privacy=(
        "Privacy\n"
        "• Your message is kept only until I have answered it.\n"
        "• Your questions, the sources of my answers and your feedback stay for {days} days; they make answers better.\n"
        "• I remember your last three questions for half an hour, so that I understand one like “When?”.\n"
        "• I remember the language you chose; it goes too if you write nothing for {days} days.\n"
        "• What you asked for in /subscribe, or to be told of, stays until you stop it.\n"
        "• I know you by Telegram's number (id) alone; I keep neither your name nor your phone number.\n"
        "• Send /forget, and all of yours is deleted at once."
    ),
    forget_command="Delete my data",
    forget_question=(
        "Shall I delete all that is yours: questions, feedback, the language you chose? It cannot be brought back."
    ),
    forget_yes="Yes, delete it",
    forget_no="No, keep it",
    forget_kept="All right, nothing is deleted.",
    forgotten=(
        "Deleted: I keep nothing of yours any more. The messages of this chat are with Telegram; "
        "you can delete them there."
    ),
    not_your_button="This button is for somebody else.",
    feedback_thanks="Thank you!",
    feedback_question="What was not right?",
    reason_wrong="Wrong",
    reason_old="Old",
    reason_incomplete="Incomplete",
    reason_source="Wrong source",
    not_served="Sorry, this bot serves only certain people and groups.",
    too_often="You have asked a great many questions within an hour. Please ask again in {minutes} min.",
    admin_help=(
        "For those who keep the news\n"
        "/add news from a file or a web address · /remove an article · /status of the news · /stats of the last 24 hours"
    ),
    status=(
        "Articles: {articles} ({languages})\nDates: {oldest} to {newest}\nSize: {megabytes} MB\n"
        "Waiting for an answer: {waiting}"
    ),
    feed_figures="Feeds: {listed}, last read {last}. In trouble: {trouble}",
    no_feeds="No feeds are listed.",
    feed_gone="gone; take it off the list",
    more_feeds="… and {count} more",
    stats=(
        "The last 24 hours\nQuestions: {questions}\nAnswered: {answered}\nNot in the news: {refused}\nPeople: {people}"
    ),
    add_help=(
        "To add news, send a file and write /add with it, or reply /add to a file. For a web page, write its address after /add.\n"
        "Files: .txt .md .html .json .jsonl .csv, up to {megabytes} MB."
    ),
    add_fetching="Fetching the page…",
    add_reading="Reading the file…",
    add_not_fetched="Telegram did not give me the file. Please send it again.",
    added=("New: {added}, changed: {updated}, known before: {unchanged}, duplicates: {duplicates}, not read: {failed}"),
    remove_help="Write the id of an article after /remove. Reply /remove to an answer of mine to see the ids of its articles.",
    removed="Removed: {id}",
    not_in_index="There is no such article: {id}",
    latest_command="Latest news",
    topics_command="News by topic",
    subscribe_command="Daily news and alerts",
    unsubscribe_command="Stop daily news and alerts",
    short_description="Ask the news in Hindi, English or Hinglish. Every answer comes with its source.",
    description="Ask me about the news in Hindi, English or Hinglish. Answers come from sentences of the news, with outlet and date; if the news does not say, I tell you so.\n\nAlso: daily news, topics, and “tell me when there is news on this”.",
    latest_title="Latest news",
    newer_button="‹ Newer",
    older_button="Older ›",
    topics_title="Which topic shall I show?",
    no_topic_news="I have no news on this topic at present.",
    sections="India|World|Sport|Business|Weather|Science|Cinema|Health",
    article_gone="I no longer have this article.",
    taken_down="The outlet has taken this article down (noticed on {date}).",
    read_on="Read it in full",
    share_button="↗️ Share",
    inline_button="Talk to the bot",
    heard="🎙 I heard: “{text}”",
    voice_too_long="Please say your question in up to {seconds} seconds, or write it.",
    voice_failed="Sorry, I could not listen to that just now. Please write your question.",
    voice_empty="I heard no words. Please say it again, or write your question.",
    privacy_model="• A chat model writes the answers: your question, the news found for it and your last three questions go to its provider.",
    privacy_voice="• Spoken questions are sent to a service that writes them down; I keep no voice.",
    private_only="I send daily news and alerts in a private chat only.",
    private_button="Open the private chat",
    subscription_off="Daily news is off. Choose an hour, and I will send it every day then ({zone}).",
    subscription_on="I send new news every day at {hour}:00 ({zone}); on a day without any, nothing.\nTopics: {topics}",
    indian_time="Indian time",
    all_topics="all",
    stop_button="Stop the daily news",
    alerts_title="I tell you as soon as there is news on these; press one to cancel it:",
    alerts_hint="To hear of something as soon as there is news, write for example “Tell me when there is news on Jaishankar”.",
    alert_made="All right. I will tell you as soon as there is news on “{subject}”.",
    alert_known="I am already watching for “{subject}”; I will tell you as soon as there is news.",
    alert_too_many="I can watch for {most} things at a time for you. Please cancel one in /subscribe.",
    alert_no_subject="What shall I watch for? Write for example “Tell me when there is news on Jaishankar”.",
    alert_cancelled="All right, the alert on “{subject}” is cancelled.",
    cancel_button="Cancel",
    unsubscribed="Daily news and all alerts are stopped. To have them again, send /subscribe.",
    not_subscribed="You have no daily news and no alerts.",
    digest_title="New on {date}",
    digest_footer="To change or stop this: /subscribe",
    alert_title="News on “{subject}”",
    correction_title="Correction: an article that this answer rests on has been changed.",
    correction_before="Before: “{quote}”",
    correction_now="Now: “{quote}”",
    correction_gone="The article no longer says this.",
    removal_title="An article that this answer rests on has been taken down by its outlet.",
    terminal_help=(
        "Type a question and press Enter. /latest for the latest news, /new for a new topic, /language, /help, /quit to leave."
    ),
    choose_number="  (type a number from 1 to {last} to choose)",
    choose_one="  (type 1 to choose it)",
    press_again="Press Ctrl-C again to leave.",
    months="January February March April May June July August September October November December",
)
