"""Whether the promises were kept, seen from outside: by what reached people, the programme file and a calendar.

Nothing here knows how the bot keeps them: days, weeks and hours are worked out once more, and differently.
"""
