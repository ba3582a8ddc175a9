"""The settings: read once from the environment or `.env`, checked, and handed on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, DirectoryPath, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import MellomError

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(MellomError):
    """A setting that is missing or wrong, with its name and how it should look."""


def _host_and_port(listen: str) -> tuple[str, int] | None:
    """The two, None where the setting is empty. ValueError where it is neither."""
    if not listen:
        return None
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("no address")
    return host, int(port)


def _without_slash(url: str) -> str:
    return url.rstrip("/")


def _is_address(listen: str) -> str:
    _host_and_port(listen)
    return listen


def _looks(pattern: str) -> Any:
    # Defaults are looked at too, and that of many settings is empty.
    return Field(pattern=f"^(?:{pattern})?$")


Url: TypeAlias = Annotated[str, _looks(r"https?://[^\s/]\S*"), AfterValidator(_without_slash)]
EMPTY: Any = Field(default="", repr=False)


class Settings(BaseSettings):
    """What `.env.example` explains; each name there is one of these with `MELLOM_` before it."""

    model_config = SettingsConfigDict(env_prefix="MELLOM_", env_file=".env", extra="ignore")

    telegram_token: Annotated[str, _looks(r"[0-9]+:[A-Za-z0-9_-]+")] = EMPTY
    telegram_api_url: Url = "https://api.telegram.org"
    database_url: Annotated[str, _looks(r"(?:sqlite\+aiosqlite:///|postgresql\+asyncpg://).+")] = Field(
        default="sqlite+aiosqlite:///mellom.db", repr=False
    )
    prompts_dir: DirectoryPath = ROOT / "prompts"
    schedules_dir: DirectoryPath = ROOT / "schedules"
    webhook_url: Url = ""
    webhook_secret: Annotated[str, _looks("[A-Za-z0-9_-]{1,256}")] = EMPTY
    listen: Annotated[str, AfterValidator(_is_address)] = "127.0.0.1:8080"
    base_url: Url = ""
    smtp_url: Annotated[str, _looks(r"smtps?://[^\s/]\S*")] = EMPTY
    mail_from: Annotated[str, _looks(r".*[^\s@]@[^\s@].*")] = ""
    tick_seconds: Annotated[float, Field(gt=0, le=300)] = 5.0
    log_format: Annotated[str, _looks("console|json")] = "console"
    log_level: Annotated[str, _looks("debug|info|warning|error")] = "info"

    @model_validator(mode="before")
    @classmethod
    def _empty_is_not_set(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        # But for this one, where empty has a meaning of its own: nowhere.
        return {name: value for name, value in values.items() if value != "" or name == "listen"}

    def require_token(self) -> str:
        """The bot's token. BadSetting where there is none."""
        if not self.telegram_token:
            raise BadSetting(
                "MELLOM_TELEGRAM_TOKEN is missing: put the token that BotFather gave you (123456:ABC-...) into .env"
            )
        return self.telegram_token

    def listen_address(self) -> tuple[str, int] | None:
        """Host and port of the web pages, None where they are switched off."""
        return _host_and_port(self.listen)


SHOULD_BE = {
    "telegram_token": "the token that BotFather gave you, such as 123456:ABC-...",
    "telegram_api_url": "an address that begins with https:// or http://",
    "database_url": (
        "sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE; a file's path from the root "
        "of the disk has four slashes"
    ),
    "prompts_dir": "a folder that is there, with the bot's words",
    "schedules_dir": "a folder that is there, with the schedules",
    "webhook_url": "an address that begins with https://",
    "webhook_secret": "1 to 256 letters, digits, _ and -",
    "listen": "HOST:PORT, such as 127.0.0.1:8080, or empty",
    "base_url": "an address that begins with https://",
    "smtp_url": "an address such as smtp://127.0.0.1:2525",
    "mail_from": "a mail address, such as mellom@example.org",
    "tick_seconds": "a number of seconds above 0 and up to 300, such as 5",
    "log_format": "console or json",
    "log_level": "debug, info, warning or error",
}


def read_settings() -> Settings:
    """The settings. BadSetting names every one that is wrong and says how it should look; values are not repeated."""
    settings, wrong = settings_and_mistakes()
    if wrong:
        raise BadSetting("\n".join(wrong.values()))
    return settings


def settings_and_mistakes(env_file: str | None = ".env") -> tuple[Settings, dict[str, str]]:
    """The settings, with the default in the place of each that is wrong, and a sentence about each of those."""
    try:
        return _complete(Settings(_env_file=env_file))
    except UnicodeDecodeError:
        settings, wrong = settings_and_mistakes(None)
        return settings, {".env": "the file .env is not in UTF-8; save it again with that encoding"} | wrong
    except OSError as error:
        settings, wrong = settings_and_mistakes(None)
        return settings, {".env": f"the file .env cannot be read: {error.strerror}"} | wrong
    except ValidationError as error:
        wrong = {
            name: f"MELLOM_{name.upper()} is wrong: it should be {SHOULD_BE[name]}"
            for name in (str(problem["loc"][0]).lower() for problem in error.errors())
        }
        defaults: dict[str, Any] = {name: Settings.model_fields[name].default for name in wrong}
        settings, missing = _complete(Settings(_env_file=env_file, **defaults))
        return settings, wrong | missing


def _complete(settings: Settings) -> tuple[Settings, dict[str, str]]:
    """The settings, and what is missing beside others."""
    missing = {}
    if settings.webhook_url and not settings.webhook_secret:
        missing["webhook_secret"] = f"MELLOM_WEBHOOK_SECRET is missing: it should be {SHOULD_BE['webhook_secret']}"
    if settings.smtp_url and not settings.mail_from:
        missing["mail_from"] = f"MELLOM_MAIL_FROM is missing: it should be {SHOULD_BE['mail_from']}"
    return settings, missing
