"""What the other rooms see of a row: frozen values, never the row itself."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, TypeVar

from sqlalchemy import Column, Table
from sqlalchemy.sql.elements import ColumnElement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person; `chat_id` is None until joined, `gone_at` set while the chat is closed to us.

    Hours of rest and working days (Monday as 0) are None where those of the schedule and the team hold.
    """

    id: int
    slug: str
    name: str
    language: str | None
    zone: str | None
    email: str | None
    mail_refused_at: datetime | None
    chat_id: int | None
    joined_at: datetime | None
    gone_at: datetime | None
    quiet_from: time | None
    quiet_until: time | None
    working_days: list[int] | None
    forgotten_at: datetime | None

    @property
    def can_be_reached(self) -> bool:
        """Whether there is a chat, and it is open to us."""
        return self.chat_id is not None and self.gone_at is None

    @property
    def can_get_mail(self) -> bool:
        """Whether there is a mailbox, and it takes what is sent to it."""
        return self.email is not None and self.mail_refused_at is None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with what holds for it: its own zone, schedule and dates, or else its collaborative's."""

    id: int
    slug: str
    title: str
    phase: str
    quorum: str
    reporter: str | None
    zone: str
    schedule: str
    starts: date
    ends: date
    collaborative_id: int
    collaborative: str
    collaborative_title: str
    model: str
    holidays: str
    language: str
    first_applied_at: datetime
    removed_at: datetime | None
    next_grid_on: date | None
    next_on: date | None
    next_merged: bool
    next_due_at: datetime | None
    waiting_since: datetime | None
    silent_at: datetime | None
    never_started_at: datetime | None
    last_sign_at: datetime | None
    look_at: datetime | None
    group_chat_id: int | None
    group_thread_id: int | None


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """A team's check-in; `questions` are dicts of id, version and step."""

    id: int
    team_id: int
    grid_on: date
    phase: str
    state: str
    questions: list[dict[str, Any]]
    due_at: datetime
    asked_at: datetime | None
    answered_at: datetime | None
    late_at: datetime | None
    remind_at: datetime | None
    reminded_at: datetime | None
    close_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One person's way through a check-in, or with no person the whole team's in its group.

    `draft` is what is on the way to become an answer: ticked choices, or a text that was asked back. `comes_at` is when
    it may reach its reader, in their own hours.
    """

    id: int
    check_in_id: int
    person_id: int | None
    message_id: int | None
    position: int
    stage: str
    screens: int
    pressed_at: datetime | None
    reminded_at: datetime | None
    draft: list[str] | str | None
    later_at: datetime | None
    comes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A small test of a change. `person_id` began it, `told_id` told what happened, `holder_id` has it in the chat.

    The number is None until it is saved; `draft` is a text that was asked back; `follows` the number of the test
    that it goes on from.
    """

    id: int
    team_id: int
    person_id: int
    holder_id: int
    told_id: int | None
    number: int | None
    follows: int | None
    phase: str
    step: str
    stage: str
    prediction: str | None
    scale: str | None
    planned_end: date | None
    what_happened: str | None
    decision: str | None
    started_at: datetime
    ask_at: datetime | None
    asked_at: datetime | None
    closed_at: datetime | None
    message_id: int | None
    draft: str | None
    screens: int


@dataclass(frozen=True, slots=True)
class StallRow:
    """A case. `chain` holds the ids of the people to tell, in order; `passed` those who were told and did not take it.

    `moves_on_at` is when it goes on by itself, `version` what the buttons of its alerts were drawn for.
    """

    id: int
    team_id: int
    kind: str
    reasons: list[dict[str, Any]]
    chain: list[int]
    opened_at: datetime
    noticed_at: datetime
    alert_at: datetime | None
    alerted_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    moves_on_at: datetime | None
    told_id: int | None
    passed: list[int]
    escalated_at: datetime | None
    version: int
    closed_at: datetime | None
    closed_because: str | None


@dataclass(frozen=True, slots=True)
class WritingRow:
    """A text that somebody was asked for: what for, about what, and what they wrote while it is not kept yet."""

    id: int
    person_id: int
    team_id: int | None
    purpose: str
    about: dict[str, Any]
    state: str
    draft: str | None
    message_id: int | None
    asked_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageRow:
    """What a facilitator wrote to a team, or where it is not `to_team` a member of the team to them."""

    id: int
    team_id: int
    person_id: int
    to_team: bool
    answers_id: int | None
    stall_id: int | None
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class MatterRow:
    """Something that waits for a team's facilitators. `about_id` is a row of the table that its kind names.

    `tell_at` is when somebody is to be told of it, or the message (`outbox_id`) to say that it is done.
    """

    id: int
    team_id: int
    kind: str
    about_id: int
    at: datetime
    tell_at: datetime | None
    told_at: datetime | None
    done_at: datetime | None
    outbox_id: int | None


@dataclass(frozen=True, slots=True)
class InviteRow:
    """A join code, known by its hash only; a team's own has no person."""

    id: int
    person_id: int | None
    team_id: int | None
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update that waits to be handled."""

    id: int
    bot_id: int
    update_id: int
    chat_id: int
    payload: dict[str, Any]
    masked: bool
    tries: int
    retry_at: datetime | None


def columns_of(kind: type, table: Table) -> list[Column[Any] | ColumnElement[Any]]:
    """The table's columns that a value of this kind holds."""
    return [table.c[field.name] for field in fields(kind)]


def value_of(kind: type[T], row: Any) -> T:
    """The row as a value."""
    return kind(**row._mapping)
