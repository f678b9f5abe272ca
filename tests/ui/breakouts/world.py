"""Boards made by hand, for tests that need no workshop file."""

from datetime import UTC, datetime

from nexus_desktop.core.breakout import (
    Board,
    Card,
    Group,
    GroupDraft,
    RoundInfo,
    Weights,
    letter,
)

NINE = datetime(2014, 11, 5, 9, 0, tzinfo=UTC)
SCRIPTS = (
    ("Sarantuya Ganbold", "Ганболдын Сарантуяа", "MN"),
    ("Lê Văn Đức", "", "VN"),
    ("Shrikrishna Tripathi", "श्रीकृष्ण त्रिपाठी", "IN"),
    ("Maria Cristina dela Cruz", "", "PH"),
    ("Wang Xiaoming", "王小明", "CN"),
    ("Somchai Srisuwan", "สมชาย ศรีสุวรรณ", "TH"),
    ("Kim Min-jun", "김민준", "KR"),
    ("Ahmad Rahman", "أحمد رحمن", "MY"),
    ("Nimal Perera", "නිමල් පෙරේරා", "LK"),
    ("Rahim Uddin", "রহিম উদ্দিন", "BD"),
)


def made_board(
    people: int, groups: int, *, loose: int = 0, published: bool = False
) -> Board:
    """Return a board of generated people: p0, p1, … in groups g0, g1, … in turn."""
    cards = [
        Card(
            f"p{n}",
            SCRIPTS[n % len(SCRIPTS)][0],
            SCRIPTS[n % len(SCRIPTS)][1],
            SCRIPTS[n % len(SCRIPTS)][2],
            category=("City government", "Network of cities")[n % 2],
            gender="FM"[n // 3 % 2],
        )
        for n in range(people)
    ]
    seated = people - loose
    most = -(-people // groups)
    info = RoundInfo(
        "r1", "s1", 1, "Breakout", "", NINE, NINE, groups, people, seated,
        Weights({"country": 1.0, "gender": 1.0}), NINE if published else None,
    )  # fmt: skip
    return Board(
        info,
        tuple(
            Group(
                f"g{n}",
                GroupDraft(letter(n), ("Water", "Energy")[n % 2], f"Room {n + 1}"),
                people // groups,
                most,
                tuple(cards[n:seated:groups]),
            )
            for n in range(groups)
        ),
        tuple(cards[seated:]),
    )
