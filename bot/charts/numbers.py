"""Numbers as they stand in a picture: short, and with the signs of the language."""

HUGE = 1e7
NO_BREAK = "\u00a0"
MINUS = "−"


def written(value: float, decimals: int, decimal_mark: str) -> str:
    """The number with so many decimals; a huge one in powers of ten."""
    if abs(value) >= HUGE:
        factor, _, power = f"{value:.1e}".partition("e")
        words = f"{factor.removesuffix('.0')} · 10^{int(power)}"
    else:
        words = f"{value:,.{decimals}f}"
        if float(words.replace(",", "")) == 0:
            words = words.lstrip("-")
    whole, dot, rest = words.partition(".")
    return whole.replace(",", NO_BREAK).replace("-", MINUS) + dot.replace(".", decimal_mark) + rest


def newest(value: float, decimal_mark: str) -> str:
    """One value with no more figures than somebody reads at a glance."""
    most = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    decimals = next(n for n in range(most + 1) if n == most or value == round(value, n))
    return written(value, decimals, decimal_mark)
