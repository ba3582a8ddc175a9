"""Content and programme files to try things on."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMPTS = ROOT / "prompts"
SCHEDULES = ROOT / "schedules"

PROGRAMME = """\
collaborative: safer-medication
title: Safer medication at home
model: quality-improvement-model
schedule: fortnightly
zone: Europe/Oslo
holidays: "NO"
language: nb
starts: 2026-08-31
ends: 2027-06-18
sessions:
  - {id: first, title: First gathering, date: 2026-09-08}
  - {id: second, title: Second gathering, date: 2026-11-17}
closures:
  - {from: 2026-12-21, to: 2027-01-03, title: Christmas}
people:
  - {id: anne, name: Anne Vik, language: nb}
  - {id: per, name: Per Moe, email: per@example.org}
  - {id: kari, name: Kari Lund}
  - {id: ola, name: Ola Nes}
owners: [anne]
teams:
  - id: ridge
    title: Ridge home care
    phase: prepare
    members: [kari, ola]
    facilitators: [anne]
    managers: [per]
    measures:
      - {id: reviewed, title: Medication lists reviewed, kind: share, unit: "%", direction: up, goal: 90, every: week}
"""

MODEL = """\
id: small
check_in:
  most_questions: 4
  always: [progress]
  take_turns: [team-met, obstacle]
recurring:
  - id: progress
    kind: scale
    best: 4
    concern: [1, 2]
  - id: team-met
    kind: yes_no
    best: yes
    concern: [no]
  - id: obstacle
    kind: choice
    choices: [time, none]
    best: none
    concern: [time]
  - id: help-wanted
    version: 2
    kind: yes_no
    best: no
phases:
  - id: begin
    duty: plan
    steps:
      - id: agree
        questions:
          - id: how-many
            kind: number
            accept: {min: 1, max: 30}
            best: 4
          - id: signs
            kind: choices
            choices: [reports, staff]
            best: [reports, staff]
          - id: sentence
            kind: text
            longest: 150
    gate:
      - id: agreed
        answered_by: [sentence]
"""

MODEL_WORDS = """\
language: en
title: A small model
phases:
  begin: Begin
steps:
  agree:
    title: Agree
    guidance: Agree on one thing.
questions:
  progress:
    text: How far?
    low: nowhere
    high: far
  team-met:
    text: Met?
  obstacle:
    text: What stands in the way?
    choices:
      time: Time
      none: Nothing
  help-wanted:
    text: Help?
  how-many:
    text: How many?
  signs:
    text: What tells you?
    choices:
      reports: Reports
      staff: Staff
  sentence:
    text: In one sentence?
    best: It is like this.
gate:
  agreed: It is agreed
"""


def keep_one_model(prompts: Path) -> None:
    """Take out every model but the one that most tests are about."""
    for folder in (prompts / "models").iterdir():
        if folder.name != "quality-improvement-model":
            shutil.rmtree(folder)


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first such text of a file, which has to be there."""
    path.write_text(replaced(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")


def replaced(text: str, old: str, new: str) -> str:
    """The text with the first `old` replaced; it has to be there."""
    assert old in text
    return text.replace(old, new, 1)
