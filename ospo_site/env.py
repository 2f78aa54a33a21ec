"""Reads the settings of one installation from environment variables, and reports every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

from ospo_site import service_urls

PREFIX = "OSPO_"
TRUE = ("true", "1", "yes", "on")
FALSE = ("false", "0", "no", "off")
MIN_KEY_LENGTH = 50
Parsed = TypeVar("Parsed")


class SettingsError(ImproperlyConfigured):
    """The environment does not describe a working installation; the message has one line per mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleSignOn:
    """An OpenID Connect service: what people call it, its address and origin, and how we are known there."""

    name: str
    url: str
    origin: str
    client_id: str
    secret: str = field(repr=False)

    @property
    def providers(self) -> dict[str, Any]:
        """The settings that allauth wants. The id is part of the address to which the service sends people back."""
        settings = {"server_url": self.url, "oauth_pkce_enabled": True}
        app = {"provider_id": "sso", "name": self.name, "client_id": self.client_id, "secret": self.secret}
        return {"openid_connect": {"APPS": [{**app, "settings": settings}], "OAUTH_PKCE_ENABLED": True}}


class Environment:
    """One reading of the variables. Each getter returns a usable value, so that all mistakes are found in one pass."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.known: list[str] = []
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        self.known.append(name)
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false, spelled in one of the usual ways; anything else is a mistake, never a guess."""
        value = self.text(name).lower()
        if value in TRUE or value in FALSE:
            return value in TRUE
        if value:
            self.refuse(name, value, "true or false")
        return default

    def number(self, name: str, default: int, *, minimum: int, maximum: int) -> int:
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit() and minimum <= int(value) <= maximum:
            return int(value)
        self.refuse(name, value, f"a whole number from {minimum} to {maximum}")
        return default

    def choice(self, name: str, default: str, *, choices: tuple[str, ...], expected: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            self.refuse(name, value, expected)
            return default
        return value

    def names(self, name: str, default: str = "") -> list[str]:
        """A list separated by commas; spaces around the items do not count."""
        return [item.strip() for item in self.text(name, default).split(",") if item.strip()]

    def origins(self, name: str) -> list[str]:
        origins = self.names(name)
        for origin in origins:
            if not origin.startswith(("https://", "http://")):
                self.refuse(name, origin, "addresses with their scheme, such as https://ospo.example.org")
        return origins

    def origin(self, name: str) -> str:
        """One address with its scheme and without a slash at its end; "" when it is not set."""
        origins = self.origins(name)
        if len(origins) > 1:
            self.refuse(name, self.text(name), "one address, such as https://ospo.example.org")
        return origins[0].rstrip("/") if origins else ""

    def path(self, name: str, default: Path) -> Path:
        value = Path(self.text(name, str(default)))
        if not value.is_absolute():
            self.refuse(name, str(value), "an absolute path")
        return value

    def secret(self, name: str, *, default_file: Path, fallback: str | None) -> str:
        """The value of `name`, else what stands in the file that `name`_FILE names, else in the default file.

        At least 50 characters. `fallback` is for development only; without it a missing secret is a mistake.
        """
        file, value = self.text(f"{name}_FILE"), self.text(name)
        if file and value:
            self.problems.append(f"{name} and {name}_FILE are both set; expected one of them.")
        elif file or (not value and default_file.exists()):
            value = self._read_file(f"{name}_FILE", file or str(default_file))
        elif not value and fallback is None:
            self.problems.append(f"{name} is missing; expected {name} or {name}_FILE (or DEBUG=true while developing).")
        if value and len(value) < MIN_KEY_LENGTH:
            self.problems.append(f"{name} is too short; expected at least {MIN_KEY_LENGTH} random characters.")
        return value or fallback or ""

    def time_zone(self, name: str, default: str) -> str:
        zones = tuple(available_timezones())
        return self.choice(name, default, choices=zones, expected="a time zone such as UTC or Europe/Berlin")

    def log_level(self, name: str, default: str) -> str:
        levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
        return self.choice(name, default, choices=levels, expected=", ".join(levels))

    def database(self, name: str, default: str, *, base: Path) -> service_urls.Database:
        value = self.text(name, default)
        try:
            return service_urls.parse_database_url(value, base=base)
        except ValueError as problem:
            self.refuse(name, None, str(problem))
            return service_urls.parse_database_url(default, base=base)

    def mail(self, name: str, default: str) -> service_urls.Mail:
        value = self.text(name, default)
        try:
            return service_urls.parse_mail_url(value)
        except ValueError as problem:
            self.refuse(name, None, str(problem))
            return service_urls.parse_mail_url(default)

    def single_sign_on(self, prefix: str) -> SingleSignOn | None:
        """The service at which people may sign in instead; None unless it is set up. All of its three parts or none."""
        name = self.text(f"{prefix}_NAME", "single sign-on")
        parts = {part: self.text(f"{prefix}_{part}") for part in ("URL", "CLIENT_ID", "CLIENT_SECRET")}
        missing = [f"{prefix}_{part}" for part, value in parts.items() if not value]
        if len(missing) == len(parts):
            return None
        if missing:
            self.problems.append(f"{', '.join(missing)} missing; expected all of {', '.join(parts)} or none of them.")
            return None
        try:
            origin = service_urls.parse_origin(parts["URL"])
        except ValueError as problem:
            self.refuse(f"{prefix}_URL", None, str(problem))
            return None
        return SingleSignOn(
            name=name, url=parts["URL"], origin=origin, client_id=parts["CLIENT_ID"], secret=parts["CLIENT_SECRET"]
        )

    def refuse(self, name: str, value: str | None, expected: str) -> None:
        """Note a mistake. Values that may hold a password are handed in as None and are not repeated."""
        shown = "cannot be used" if value is None else f"is {value!r}"
        self.problems.append(f"{name} {shown}; expected {expected}.")

    def finish(self) -> None:
        """Raise when anything was wrong, or when a variable with our prefix is none of ours (often a typing error)."""
        unknown = sorted(name for name in self.values if name.startswith(PREFIX) and name not in self.known)
        known = ", ".join(sorted(name for name in self.known if name.startswith(PREFIX)))
        strays = [f"{name} is not a setting; expected one of {known}." for name in unknown]
        if self.problems or strays:
            raise SettingsError("\n".join(["The settings cannot be used:", *self.problems, *strays]))

    def _read_file(self, name: str, file: str) -> str:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.refuse(name, file, "a readable text file")
            return ""
        if not value:
            self.refuse(name, file, "a file that holds the secret, not an empty one")
        return value
