"""What a chart costs: charts a second as PNG and as SVG, the first import, and memory at its peak."""

import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import sin

import typer

from bot.domain.charts.picture import Chart, Dot, Level, Mark

CHARTS, POINTS = 100, (24, 200)
BEGAN = date(2026, 9, 7)


def chart_of(points: int) -> Chart:
    """A chart of so many weeks with all that can stand in one."""
    days = [BEGAN + timedelta(weeks=week) for week in range(points)]
    dots = tuple(
        Dot(day.toordinal(), f"{day.day}/{day.month}", 50 + 30 * sin(week * 1.7), is_sign=week > points - 9)
        for week, day in enumerate(days)
    )
    return Chart(
        title="Medication lists reviewed",
        team="Ridge home care",
        unit="%",
        decimal_mark=".",
        dots=dots,
        centre=Level(52, "average 52 %"),
        baseline=points // 2,
        goal=Level(90, "goal 90 %"),
        lower=(15.0,) * points,
        upper=(85.0,) * points,
        limits="limits",
        phases=(Mark(dots[2].day, "Plan"), Mark(dots[points // 2].day, "Do")),
        tests=(Mark(dots[points // 2].day, "Test 1: adapt"), Mark(dots[-4].day, "Test 2: adopt")),
        verdict="The pattern suggests a real improvement.",
        why="Why: 8 points in a row lie on the same side of the average.",
        alt="Line chart of Medication lists reviewed for Ridge home care.",
    )


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cost(draw: Callable[[Chart], object], points: int) -> str:
    """How many charts a second, each another one, and how long each keeps a processor busy."""
    charts = [replace(chart_of(points), title=f"Measure {n}") for n in range(CHARTS)]
    began, busy = time.perf_counter(), time.process_time()
    for chart in charts:
        draw(chart)
    each = (time.process_time() - busy) / CHARTS
    return f"{CHARTS / (time.perf_counter() - began):.0f} a second ({each * 1000:.0f} ms of a processor each)"


def main() -> None:
    """Measure and print what a chart costs."""
    before, began = peak(), time.perf_counter()
    from bot.charts.draw import png, svg  # noqa: PLC0415  # its import is measured

    imported, began = time.perf_counter() - began, time.perf_counter()
    drawn, page = png(chart_of(POINTS[0])), svg(chart_of(POINTS[0]))
    typer.echo(
        f"charts: imported in {imported:.2f} s, the first one drawn twice in {time.perf_counter() - began:.2f} s"
    )
    typer.echo(f"one PNG has {len(drawn) / 1000:.0f} kB, one SVG {len(page) / 1000:.0f} kB")
    for points in POINTS:
        pngs, svgs = cost(png, points), cost(svg, points)
        grown = f"{peak() - before:.0f} MB more than before at most"
        typer.echo(f"charts of {points} points: PNG {pngs}, SVG {svgs}; {grown}")


if __name__ == "__main__":
    typer.run(main)
