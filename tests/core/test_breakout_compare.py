"""The figures of two plans beside each other."""

from nexus_desktop.core.breakout_compare import Comparison, Figures, Line
from nexus_desktop.core.breakout_words import Standing


def test_each_figure_says_which_plan_is_better() -> None:
    now = Figures(
        Standing(110, 100, 182, 180, 100, 87), {"country": (20.0, 18.5)}, sizes=(12, 13)
    )
    other = Figures(
        Standing(102, 100, 190, 180, 100, 80), {"country": (20.0, 18.5)}, sizes=(13, 13)
    )
    assert Comparison(now, other).lines == (
        Line(
            "Cost",
            "10.0% above best",
            "2.0% above best",
            "other",
        ),
        Line("Uneven: country", "20.0 (18.5)", "20.0 (18.5)", ""),
        Line("Repeat meetings", "182 (180)", "190 (180)", "now"),
        Line("First wishes", "87%", "80%", "now"),
        Line("People in a group", "12 to 13", "13"),
    )


def test_what_does_not_matter_is_left_out() -> None:
    now, other = Figures(Standing(0, 0), missing=3), Figures(Standing(0, 0))
    labels = [line.label for line in Comparison(now, other).lines]
    assert labels == ["Seats not given", "Cost", "People in a group"]
    assert Comparison(now, other).lines[1].now == "best possible"
    assert Comparison(Figures(Standing(5, 0)), now).lines[1].now == "not perfect"
    once = Figures(Standing(5, 0, repeats=2))
    assert Comparison(once, now).lines[2] == Line("Repeat meetings", "2", "0", "other")
