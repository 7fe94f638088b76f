"""Every colour that may stand on another one is far enough from it, by day and by lamp light."""

import json
import re
from collections.abc import Iterator

import pytest

from deploy.place import ROOT

STYLES = ROOT / "frontend" / "src" / "styles"
_TOKEN = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
TOKENS = {name: colours for name, *colours in _TOKEN.findall((STYLES / "tokens.css").read_text())}
DAY, LAMP = 0, 1


def pairs() -> Iterator[tuple[str, str, float]]:
    for rule in json.loads((STYLES / "pairs.json").read_text()).values():
        for front, grounds in rule["pairs"].items():
            yield from ((front, ground, rule["ratio"]) for ground in grounds)


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("light", [DAY, LAMP], ids=["day", "lamp light"])
@pytest.mark.parametrize(("front", "ground", "least"), list(pairs()))
def test_it_can_be_told_apart(front: str, ground: str, least: float, light: int) -> None:
    assert contrast(TOKENS[front][light], TOKENS[ground][light]) >= least


def test_black_on_white_is_what_everybody_says_it_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
