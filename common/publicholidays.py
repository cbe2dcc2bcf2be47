"""Public holidays, by country and by the parts of it where they differ. The ``holidays`` library knows them."""

from datetime import date
from functools import lru_cache

import holidays
from babel import Locale, UnknownLocaleError

CODE = 2  # letters; the library knows each country by three, too


def countries(language: str) -> list[tuple[str, str]]:
    """Every country whose holidays are known: its code, and what ``language`` calls it, in the order of the names."""
    known = {code for code in holidays.list_supported_countries() if len(code) == CODE}
    return sorted(((code, country_name(code, language)) for code in known), key=lambda each: each[1].casefold())


def country_name(code: str, language: str) -> str:
    """What ``language`` calls a country; its code where there is no name."""
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        names = Locale("en").territories
    return str(names.get(code, code))


def subdivisions(country: str) -> dict[str, str]:
    """The parts of a country whose holidays differ: what each is called, by its code."""
    if country not in holidays.list_supported_countries():
        return {}
    named = holidays.country_holidays(country).get_subdivision_aliases()
    return {code: names[0] if names else code for code, names in named.items()}


@lru_cache(maxsize=512)
def in_year(country: str, subdivision: str, year: int, language: str) -> dict[date, str]:
    """The public holidays of a year by day, named in ``language`` where the library can; none without a country."""
    known = holidays.list_supported_countries()
    if country not in known or (subdivision and subdivision not in known[country]):
        return {}
    spoken = holidays.country_holidays(country).supported_languages
    wanted = [each for each in (language, "en_US") if each in spoken]
    subdiv = subdivision or None
    days = holidays.country_holidays(country, subdiv=subdiv, years=year, language=wanted[0] if wanted else None)
    return {day: days[day] for day in sorted(days)}


def on(day: date, country: str, subdivision: str, language: str = "en") -> str:
    """What is celebrated on ``day``; empty on a day like any other."""
    return in_year(country, subdivision, day.year, language).get(day, "")
