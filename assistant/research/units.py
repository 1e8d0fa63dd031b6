"""The words behind or before a number -> its unit: dimension, size in the base unit, and how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: its dimension, its size in the dimension's base unit, and how it is written."""

    dimension: str  # "percent", "percentage points", "CNY", "t", "count" ...
    size: Decimal
    written: str


_TONNE_OF_JIN = Decimal("0.0005")


def _units(dimension: str, size: Decimal | int | str, *names: str) -> dict[str, Unit]:
    return {name: Unit(dimension, Decimal(size), name) for name in names}


_CHINESE_UNITS: dict[str, Unit] = {
    **_units("CNY", 1, "元", "元人民币", "块钱"),
    **_units("USD", 1, "美元"),
    **_units("EUR", 1, "欧元"),
    **_units("t", 1, "吨"),
    **_units("t", _TONNE_OF_JIN, "斤"),
    **_units("t", "0.001", "公斤", "千克"),
    **_units("tce", 1, "吨标准煤", "吨标煤"),
    **_units("ha", Decimal(1) / 15, "亩"),
    **_units("ha", 1, "公顷"),
    **_units("km²", 1, "平方公里", "平方千米"),
    **_units("m²", 1, "平方米", "平米"),
    **_units("m³", 1, "立方米", "方", "立方"),
    **_units("km", 1, "公里", "千米"),
    **_units("kW", 1, "千瓦"),
    **_units("kWh", 1, "千瓦时", "度"),
    **_units("FLOPS", 1, "FLOPS"),
    **_units("persons", 1, "人", "人次", "名", "位"),
    **_units("households", 1, "户", "户次"),
    **_units("times", 1, "倍"),
    **_units("µg/m³", 1, "微克/立方米"),
    **_units("CNY/person", 1, "元/人"),
    **_units("years of age", 1, "岁"),
    **_units("TEU", 1, "标箱", "标准箱", "TEU"),
    **_units("count", 1, *"家个项座条所处台辆架艘列张套件种支批场篇部只头床门片栋幢间枚款组对趟班"),
}
_CHINESE_UNIT = re.compile(
    rf"(?P<unit>{'|'.join(re.escape(name) for name in sorted(_CHINESE_UNITS, key=len, reverse=True))})"
    r"(?!月|工作日)(?P<per>/[^\s\d，。；、左以]{1,6})?",
    re.IGNORECASE,
)
PERCENT = Unit("percent", Decimal(1), "%")
POINTS = Unit("percentage points", Decimal(1), "个百分点")
_CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "USD": "USD", "EUR": "EUR", "RMB": "CNY"}
_CURRENCY_BEFORE = re.compile(r"(US\$|[$€£¥]|\b(?:USD|EUR|RMB))\s?$")
_LATIN_UNITS: dict[str, Unit] = {
    **_units("EUR", 1, "euro", "euros", "eur", "€"),
    **_units("USD", 1, "dollars", "dollar", "us dollars", "usd", "us-dollar"),
    **_units("CNY", 1, "yuan", "rmb", "renminbi"),
    **_units("GBP", 1, "pounds", "pound", "gbp"),
    **_units("JPY", 1, "yen"),
    **_units("SGD", 1, "singapore dollars"),
    **_units("m²", 1, "square metres", "square meters", "quadratmeter"),
    **_units("kW", 1_000_000, "gigawatt", "gigawatts", "gw"),
    **_units("kW", 1_000, "megawatt", "megawatts", "mw"),
    **_units("kW", 1, "kilowatt", "kilowatts", "kw"),
    **_units("kWh", 10**9, "terawattstunden", "terawatt hours", "twh"),
    **_units("kWh", 10**6, "gigawattstunden", "gwh"),
    **_units("kWh", 1, "kwh"),
    **_units("km", 1, "km", "kilometres", "kilometers", "kilometer"),
    **_units("t", 1, "tonnes", "tons", "metric tons", "tonnen"),
    **_units("ha", 1, "hectares", "hektar"),
}
_LATIN_UNIT = re.compile(
    r"[\s-]?(" + "|".join(re.escape(name) for name in sorted(_LATIN_UNITS, key=len, reverse=True)) + r")(?![a-zäöüß])",
    re.IGNORECASE,
)


def unit_at(text: str, place: int) -> tuple[Unit, int] | None:
    """The unit that begins at ``place`` and where it ends; None when none does."""
    chinese = _CHINESE_UNIT.match(text, place)
    if chinese:
        known = _CHINESE_UNITS.get(chinese["unit"]) or _CHINESE_UNITS[chinese["unit"].upper()]
        if chinese["per"]:  # 0.6人/百亿元: a unit of its own, which compares only with itself
            known = Unit(chinese.group(), Decimal(1), chinese.group())
        return known, chinese.end()
    latin = _LATIN_UNIT.match(text, place)
    return (_LATIN_UNITS[latin[1].lower()], latin.end()) if latin else None


def currency_before(text: str, place: int) -> tuple[Unit, int] | None:
    """The currency that stands before ``place``, as in $5 and EUR 5, and where it begins; None when none does."""
    found = _CURRENCY_BEFORE.search(text[max(0, place - 4) : place])
    if found is None:
        return None
    name = _CURRENCIES[found[1]]
    return Unit(name, Decimal(1), name), place - len(found.group())
