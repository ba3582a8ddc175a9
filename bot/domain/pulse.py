"""Whether a manager asks about the work, as both sides see it: a cue for support, and no judgement of anybody."""

MANAGER_ASKED = "manager-asked"
