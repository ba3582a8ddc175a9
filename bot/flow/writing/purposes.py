"""Every purpose for which somebody is asked for a text."""

from collections.abc import Mapping

from bot.flow.cases.alert_message import ALERT_MESSAGE
from bot.flow.facilitating.homework import give as homework
from bot.flow.facilitating.messages.purpose import ANSWER_TO_FACILITATOR, MESSAGE_TO_TEAM, TO_FACILITATOR, TO_TEAM
from bot.flow.facilitating.moving.reasons import BACK, MOVE_BACK, MOVE_ON, ON
from bot.flow.facilitating.moving.steps import SKIP, SKIP_STEP
from bot.flow.facilitating.notes.purpose import NOTE, NOTE_ABOUT_TEAM
from bot.flow.facilitating.scores import press as scores
from bot.flow.facilitating.tips.purpose import CHANGED_TIP, GIVEN_TIP, TIP, TIP_CHANGED_FIRST
from bot.flow.measuring.ask import PURPOSE as MEASURE
from bot.flow.measuring.purpose import MEASURE_WRITTEN
from bot.flow.writing.purpose import Purpose

PURPOSES: Mapping[str, Purpose] = {
    NOTE: NOTE_ABOUT_TEAM,
    TIP: GIVEN_TIP,
    CHANGED_TIP: TIP_CHANGED_FIRST,
    TO_TEAM: MESSAGE_TO_TEAM,
    TO_FACILITATOR: ANSWER_TO_FACILITATOR,
    homework.PURPOSE: homework.HOMEWORK_WRITTEN,
    scores.PURPOSE: scores.REASON_WRITTEN,
    "alert-message": ALERT_MESSAGE,
    ON: MOVE_ON,
    BACK: MOVE_BACK,
    SKIP: SKIP_STEP,
    MEASURE: MEASURE_WRITTEN,
}
