"""The demo that anyone can play: the stand-in, the page and the clock in one process, the real bot in another.

The two talk in lines of JSON over the bot's standard input and output; the messages are in `lines.py`. The bot can so
be killed at any moment, as in life, and a new one goes on from its database.
"""
