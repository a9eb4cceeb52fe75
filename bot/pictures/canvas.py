"""A sheet to draw on, in points of a phone's screen: 340 wide, three pixels each."""

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.pictures.palette import INK, PAPER, Colour, Look

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

# As wide as a phone shows a picture in a chat.
WIDTH, HEIGHT = 340.0, 214.0
PIXELS = 3
TEXT, TITLE = 11.0, 15.0
_FONTS = Path(__file__).parent / "fonts"
_STRIPE, _STRIPES_EVERY = 0.9, 3.4


class Canvas:
    """Draws rectangles, dashes and words. Points count from the upper left corner."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        # Imported here: other programs import what is beside it, and need no library of pictures.
        from PIL import Image as images  # noqa: N813, PLC0415
        from PIL import ImageDraw  # noqa: PLC0415

        self._image = images.new("RGB", (_pixels(width), _pixels(height)), PAPER)
        self._pen = ImageDraw.Draw(self._image)
        self._stripes: Image | None = None

    def box(self, left: float, top: float, right: float, bottom: float, look: Look) -> None:
        """A filled rectangle; one that is thinner than a pixel is a pixel wide."""
        x0, y0 = _pixels(left), _pixels(top)
        x1, y1 = max(x0 + 1, _pixels(right)), max(y0 + 1, _pixels(bottom))
        self._pen.rectangle((x0, y0, x1 - 1, y1 - 1), fill=look.colour)
        if look.hatched:
            mask = self._hatching().crop((x0, y0, x1, y1))
            self._image.paste(_darker(look.colour), (x0, y0, x1, y1), mask)

    def dashes(self, left: float, right: float, at: float, colour: Colour) -> None:
        """A dashed line across, at a height; a point and a half thick."""
        while left < right:
            self.box(left, at - 0.75, min(left + 5, right), at + 0.75, Look(colour))
            left += 8

    def mark(self, at: float, top: float, colour: Colour) -> None:
        """A triangle that points up, seven points wide, from `top` down."""
        corners = ((at, top), (at + 3.5, top + 6), (at - 3.5, top + 6))
        self._pen.polygon([(_pixels(x), _pixels(y)) for x, y in corners], fill=colour)

    def words(
        self,
        left: float,
        top: float,
        text: str,
        *,
        size: float = TEXT,
        is_bold: bool = False,
        colour: Colour = INK,
    ) -> None:
        """A text on one line."""
        place = (_pixels(left), _pixels(top))
        self._pen.text(place, text, font=_font(size, is_bold=is_bold), fill=colour)

    def as_png(self) -> bytes:
        """What was drawn, as a PNG file."""
        out = io.BytesIO()
        self._image.save(out, format="PNG")
        return out.getvalue()

    def _hatching(self) -> "Image":
        if self._stripes is None:
            from PIL import Image as images  # noqa: N813, PLC0415
            from PIL import ImageDraw  # noqa: PLC0415

            width, height = self._image.size
            self._stripes = images.new("1", (width, height))
            pen = ImageDraw.Draw(self._stripes)
            for left in range(-height, width, _pixels(_STRIPES_EVERY)):
                pen.line((left, height, left + height, 0), fill=1, width=_pixels(_STRIPE))
        return self._stripes


def width_of(text: str, *, size: float = TEXT, is_bold: bool = False) -> float:
    """How many points wide a text is."""
    return _font(size, is_bold=is_bold).getlength(text) / PIXELS


def fitting(text: str, width: float, *, size: float, is_bold: bool = False) -> float:
    """The size at which `text` is not wider than `width` points: `size`, or less."""
    while size > 6 and width_of(text, size=size, is_bold=is_bold) > width:
        size -= 0.5
    return size


@cache
def _font(size: float, *, is_bold: bool) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415

    name = "DejaVuSansCondensed-Bold.ttf" if is_bold else "DejaVuSansCondensed.ttf"
    # The basic layout draws the same on every machine, whatever else is installed there.
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(_FONTS / name, size * PIXELS, layout_engine=layout)


def _darker(colour: Colour) -> Colour:
    red, green, blue = (part * 11 // 20 for part in colour)
    return red, green, blue


def _pixels(points: float) -> int:
    return round(points * PIXELS)
