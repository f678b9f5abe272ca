"""Steps of the simulation in which laptops come in by whatever word."""

from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.services import revoking
from tests.exchange.world import MOST_LAPTOPS, Laptop, Step, World


def joins(world: World, laptop: Laptop) -> None:
    """Let another laptop in, by the word of whichever."""
    if len(world.laptops) < MOST_LAPTOPS:
        world.join(world.random.choice((laptop, world.laptops[0])))


def joins_again(world: World, _laptop: Laptop) -> None:
    """Use an invitation that was used before."""
    if len(world.laptops) < MOST_LAPTOPS and world.invitations:
        world.join(invitation=world.random.choice(world.invitations))


def is_let_in(world: World, laptop: Laptop) -> None:
    """Let a laptop count after all."""
    device = laptop.database.device

    def let_in(session: Session, at: datetime) -> None:
        revoking.let_in(session, device, at=at)

    world.laptops[0].do(let_in, world.at)


STEPS: tuple[tuple[Step, float], ...] = (
    (joins, 0.7), (joins_again, 0.7), (is_let_in, 0.4),
)  # fmt: skip
