"""What is done when a laptop is lost, step by step, and how far it is."""

from dataclasses import dataclass
from enum import StrEnum


class Login(StrEnum):
    """How it stands with a laptop's login at the hub.

    `NONE`: it has none there, or there is no hub.
    """

    NONE = "none"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """A step in a sentence; `problem` says why it is open, "" when nobody tried."""

    text: str
    is_done: bool
    problem: str = ""

    @property
    def line(self) -> str:
        """The step with what hindered it."""
        return f"{self.text} {self.problem}".strip()


@dataclass(frozen=True, slots=True)
class LostLaptop:
    """How far it is with a laptop that was lost.

    Attributes:
        last: the number of its last entry that counts, None as long as all do.
        has_old_keys: whether all others are given keys that it does not have.
        login: its login at the hub.
        problem: why the login could not be closed just now, "" for no reason.
        brought: names of laptops that it invited and that count still.
    """

    device: str
    name: str
    last: int | None = None
    has_old_keys: bool = False
    login: Login = Login.NONE
    problem: str = ""
    brought: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether no step is open."""
        return all(step.is_done for step in self.steps)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in their order."""
        return (
            Step(
                f"Of what {self.name} wrote, what is here counts."
                " What it writes from now on, or wrote and nobody has heard of, takes "
                "no effect on any laptop.",
                self.last is not None,
            ),
            Step(
                "Bundles, the hub and new badges have new keys, which it does not get. "
                "Each other laptop gets them when it next meets this one, or one that "
                "has met it.",
                self.has_old_keys,
            ),
            self._login_step,
        )

    @property
    def _login_step(self) -> Step:
        if self.login is Login.CLOSED:
            return Step("Its login at the hub is closed.", is_done=True)
        if self.login is Login.NONE:
            return Step("It has no login at a hub that could be closed.", is_done=True)
        return Step(
            "Its login at the hub is still open: do this again when the hub can be "
            "reached.",
            is_done=False,
            problem=self.problem,
        )
