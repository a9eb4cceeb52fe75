"""The looks in the pictures: colours that colour-blind people keep apart, and hatching.

Okabe and Ito's colours (https://jfly.uni-koeln.de/color/). What stands side by side also differs in
lightness, or is hatched: so it is told apart in grey as well.
"""

from dataclasses import dataclass

Colour = tuple[int, int, int]

PAPER: Colour = (255, 255, 255)
INK: Colour = (28, 32, 38)
PALE_INK: Colour = (92, 99, 109)
GRID: Colour = (224, 227, 231)


@dataclass(frozen=True)
class Look:
    """A colour; `hatched`: with dark stripes across it."""

    colour: Colour
    hatched: bool = False


BLUE = Look((0, 114, 178))
AMBER = Look((230, 159, 0), hatched=True)
GREY = Look((176, 183, 192))
RED = Look((160, 20, 0))
SHADOW = Look((214, 236, 250))
DUSK = Look((232, 228, 238))


def lightness(colour: Colour) -> float:
    """The relative luminance of a colour, 0 to 1, as WCAG 2 defines it."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """How far two colours differ in lightness: 1 (not at all) to 21, as WCAG 2 defines it."""
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
