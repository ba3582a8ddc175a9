"""The layouts of mails: checked like all others, by file and line."""

from pathlib import Path

from bot.content.check import check_content
from tests.content.examples import SCHEDULES, edit


def problems(prompts: Path) -> list[str]:
    return [str(problem).replace(f"{prompts}/", "") for problem in check_content(prompts, SCHEDULES)]


def test_a_text_that_a_mail_names_and_nobody_wrote_is_told_with_its_line(prompts: Path) -> None:
    edit(prompts / "mail/digest.txt", 't("mail.no-reply")', 't("mail.no-replies")')

    (first, *_) = problems(prompts)

    assert first.startswith("mail/digest.txt:")
    assert first.endswith('there is no text "mail.no-replies"; did you mean "mail.no-reply"?')


def test_a_value_that_a_mail_does_not_get_is_told_with_its_line(prompts: Path) -> None:
    edit(prompts / "mail/digest.txt", "{{ summary }}", "{{ sumary }}")

    assert problems(prompts) == [
        f"mail/digest.txt:6: this layout cannot be shown in {language}: 'sumary' is undefined"
        for language in ("en", "nb", "nn")
    ]


def test_a_layout_that_is_missing_or_that_nothing_uses_is_told(prompts: Path) -> None:
    (prompts / "mail/answer.html").rename(prompts / "mail/answers.html")

    assert problems(prompts) == [
        "mail/answer.html:1: this layout is missing; the bot needs it",
        'mail/answers.html:1: nothing uses this layout; did you mean "answer.html"?',
    ]


def test_what_is_no_template_is_told_with_its_line(prompts: Path) -> None:
    edit(prompts / "mail/digest.txt", "{% if ask %}", "{% if ask")

    (problem,) = problems(prompts)

    assert problem.startswith("mail/digest.txt:9: this is no template:")
