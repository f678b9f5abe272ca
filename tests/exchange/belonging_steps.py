"""Steps of the simulation in which laptops come in by whatever word."""

from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange.judging import bounds_of
from nexus_desktop.services import revoking
from tests.conftest import NINE
from tests.exchange.world import MOST_LAPTOPS, Laptop, Step, World


def joins(world: World, laptop: Laptop) -> None:
    """Let another laptop in, by the word of whichever."""
    if len(world.laptops) < MOST_LAPTOPS:
        world.join(world.random.choice((laptop, world.laptops[0])))


def joins_again(world: World, _laptop: Laptop) -> None:
    """Use an invitation that was used before."""
    if len(world.laptops) < MOST_LAPTOPS and world.invitations:
        world.join(invitation=world.random.choice(world.invitations))


def is_let_in(world: World, _laptop: Laptop) -> None:
    """Let a laptop count after all."""
    device = _without_effect(world)

    def let_in(session: Session, at: datetime) -> None:
        revoking.let_in(session, device, at=at)

    world.laptops[0].do(let_in, world.at)


def counts_longer(world: World, _laptop: Laptop) -> None:
    """Let an ended laptop count up to a later entry."""
    device = _without_effect(world)
    last = world.random.randint(1, world.laptops[0].vector()[device])

    def count(session: Session, at: datetime) -> None:
        revoking.count_until(session, device, last, at=at)

    world.laptops[0].do(count, world.at)


def _without_effect(world: World) -> str:
    """Return a laptop of which something takes no effect on the first one."""
    bounds = world.laptops[0].database.run(bounds_of, at=NINE)[0]
    if not bounds:
        raise NexusError("All count.")
    return world.random.choice(sorted(bounds))


STEPS: tuple[tuple[Step, float], ...] = (
    (joins, 0.7), (joins_again, 0.7), (is_let_in, 0.4), (counts_longer, 0.7),
)  # fmt: skip
