"""Every purpose for which somebody is asked for a text."""

from collections.abc import Mapping

from bot.flow.writing.purpose import Purpose

PURPOSES: Mapping[str, Purpose] = {}
