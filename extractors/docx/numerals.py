"""Numbers written in the formats that Word offers for lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_SMALL = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_LIMIT = 32767
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"

Writer = Callable[[int], str]


def written(value: int, number_format: str) -> str:
    """Write a number in a format of Word (``w:numFmt``); unknown formats are decimal.

    Numbers that a format cannot write are decimal, as in Word.
    """
    writer = _WRITERS.get(number_format)
    if writer is None or value < 0:
        return str(value)
    return writer(value)


def _series(signs: Sequence[str]) -> Writer:
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def _digits(signs: str) -> Writer:
    return lambda value: "".join(signs[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    if not 0 < value <= _ROMAN_LIMIT:
        return str(value)
    pieces = []
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        pieces.append(letters * count)
    return "".join(pieces)


def _letters(value: int) -> str:
    """A to Z, then AA, BB …, as Word does."""
    if value < 1:
        return str(value)
    times, letter = divmod(value - 1, 26)
    return chr(ord("A") + letter) * (times + 1)


def _counting(digits: str, units: Sequence[str], zero: str, *, one_ten: bool, ones: bool) -> Writer:
    """Make a writer with units (十, 百, 千) for numbers below 10,000.

    Args:
        digits: The signs of 0 to 9.
        units: The signs of 1, 10, 100, 1000.
        zero: What stands for skipped places, or "".
        one_ten: 10 to 19 begin with the sign of one.
        ones: Other units of one (100, 1000) have that sign.
    """

    def writer(value: int) -> str:
        if not 0 < value < 10 ** len(units):
            return digits[0] if value == 0 else str(value)
        pieces: list[str] = []
        for place in reversed(range(len(units))):
            digit = value // 10**place % 10
            if digit:
                bare = digit == 1 and place and (not ones or (place == 1 and value < 20))  # noqa: PLR2004 - ten to nineteen
                pieces.append(("" if bare and not one_ten else digits[digit]) + units[place])
            elif pieces and value % 10**place and pieces[-1] != zero:
                pieces.append(zero)
        return "".join(pieces)

    return writer


def _short_counting(zero: str) -> Writer:
    """Units up to 99, then the digits one after the other."""
    tens = _counting(_SMALL, ("", "十"), "", one_ten=False, ones=True)
    signs = _digits(zero + _SMALL[1:])
    return lambda value: tens(value) if 0 < value < 100 else signs(value)  # noqa: PLR2004 - a hundred


def _sexagenary(value: int) -> str:
    """甲子, 乙丑 … 癸亥: stems and branches side by side."""
    if not 1 <= value <= len(_STEMS) * len(_BRANCHES) // 2:
        return str(value)
    return _STEMS[(value - 1) % len(_STEMS)] + _BRANCHES[(value - 1) % len(_BRANCHES)]


def _ordinal(value: int) -> str:
    teen = value % 100 in (11, 12, 13)
    return str(value) + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th"))


def _span(first: str, count: int) -> list[str]:
    return [chr(ord(first) + n) for n in range(count)]


_HUNDREDS = ("", "十", "百", "千")
_THOUSAND = _counting(_SMALL, _HUNDREDS, "零", one_ten=False, ones=True)
_JAPANESE = _counting(_SMALL, _HUNDREDS, "", one_ten=False, ones=False)
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_CIRCLED = _series(_span("①", 20))
_FULL_WIDTH = _digits("０１２３４５６７８９")  # noqa: RUF001 - full-width digits are meant

_WRITERS: dict[str, Writer] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _short_counting("〇"),
    "chineseCountingThousand": _THOUSAND,
    "chineseLegalSimplified": _counting(
        "零壹贰叁肆伍陆柒捌玖", _LEGAL_UNITS, "零", one_ten=True, ones=True
    ),
    "ideographLegalTraditional": _counting(
        "零壹貳參肆伍陸柒捌玖", _LEGAL_UNITS, "零", one_ten=True, ones=True
    ),
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": _digits(_SMALL),
    "ideographEnclosedCircle": _series(_span("㊀", 10)),
    "japaneseCounting": _JAPANESE,
    "japaneseDigitalTenThousand": _digits(_SMALL),
    "taiwaneseCounting": _short_counting("○"),
    "taiwaneseCountingThousand": _THOUSAND,
    "taiwaneseDigital": _digits("○" + _SMALL[1:]),
    "koreanDigital2": _digits("零" + _SMALL[1:]),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _series(_span("⑴", 20)),
    "decimalEnclosedFullstop": _series(_span("⒈", 20)),
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
    "none": lambda _: "",
}
