"""The example programme of the tests: one team, its facilitator and its manager."""

RIDGE = """\
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
