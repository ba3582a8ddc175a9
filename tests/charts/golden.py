"""Pictures that a person has looked at, small, and how near another one has to be to them.

`python -m tests.charts.golden` draws them anew: look at each before you commit it.
"""

import io
import random
from pathlib import Path

from PIL import Image, ImageChops

from bot.charts.draw import png
from bot.domain.charts.picture import Chart, Level, Mark
from tests.charts.charts import chart, day, dots, improved

FOLDER = Path(__file__).parent / "golden"
SIZE = 640, 400
# Another machine may shade the edge of a letter otherwise, which no eye sees: less than this is no difference, of 255,
# and so many dots may have one, of a thousand.
CLEARLY, MOST_DIFFERENT = 50, 0.3


def charts() -> dict[str, Chart]:
    """What is drawn, by the names of the files."""
    lots = random.Random(7)
    shares = [lots.gauss(30, 5) for _ in range(23)] + [52.0]
    room = [lots.uniform(12, 20) for _ in shares]
    long = "Andel pasienter over 75 år med gjennomgått legemiddelliste innen to døgn etter innleggelse, alle avdelinger"
    return {
        "improved": improved(),
        "limits": chart(
            dots=dots(shares, signs=(23,)),
            centre=Level(30, "average 30 %"),
            goal=Level(10, "goal 10 %"),
            lower=tuple(30 - it for it in room),
            upper=tuple(30 + it for it in room),
            limits="limits",
            verdict="The pattern suggests it has really become worse. Ask what changed, not who did it.",
            why="Why: a point lies outside the limits (15.3 to 44.7), where points seldom fall by chance.",
        ),
        "hostile": improved(
            title=f'<Søndre> & "Nordre" 🌟 \u202e{long}',
            team='#panic("x") *b* $x$ שלום Ærlig & åpen hjemmetjeneste i Østre og Vestre bydel',
            phases=(
                Mark(day(3), "*Plan* #x"),
                Mark(day(3.2), "Do"),
                Mark(day(9), "Evaluate"),
                Mark(day(10), "Follow up"),
            ),
            tests=tuple(Mark(day(week), f"Test {week}: adapt") for week in range(3, 14)),
        ),
        "seldom": chart(
            dots=dots((14, 21, 9, 60, 3, 0), [day(0), day(2), day(5), day(6), day(15), day(15.4)], signs=(3,)),
            title="Days since the fall before",
            unit="days between",
            centre=Level(11.5, "middle 11.5 days"),
            verdict="Too early to say. 6 useful points so far, at least 10 are needed.",
        ),
    }


def small(drawn: bytes) -> Image.Image:
    """The picture as small as the kept ones."""
    return Image.open(io.BytesIO(drawn)).convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)


def different(one: Image.Image, other: Image.Image) -> float:
    """How many dots of two pictures clearly differ, of a thousand."""
    far = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L").histogram()[CLEARLY:]
    return 1000 * sum(far) / (SIZE[0] * SIZE[1])


def main() -> None:
    """Draw all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, it in charts().items():
        small(png(it)).quantize(128, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
