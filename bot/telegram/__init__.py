"""The Telegram edge: the only rooms that know python-telegram-bot."""
