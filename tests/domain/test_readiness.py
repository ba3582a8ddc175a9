"""What is worth a talk before a team starts."""

import pytest

from bot.domain.readiness import ORDER, concerns


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        (dict.fromkeys(ORDER, "yes"), ["reorganisation", "conflict", "large-events"]),
        (dict.fromkeys(ORDER, "no"), ["resources"]),
        ({"reorganisation": "no", "conflict": "no", "large-events": "no", "resources": "yes"}, []),
        ({"conflict": "yes"}, ["conflict"]),
    ],
    ids=["nothing said", "all yes", "all no", "all well", "only one said"],
)
def test_what_is_worth_a_talk(said: dict[str, str], expected: list[str]) -> None:
    assert concerns(said) == expected
