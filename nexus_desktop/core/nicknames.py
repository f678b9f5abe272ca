"""Short forms of given names: who says "Bob" may stand on the list as Robert.

Only those in wide use, romanised as `store.search` writes words. A short form that
begins its long one ("Rob") needs no entry.
"""

from collections.abc import Mapping

_SHORT = """
abby abigail; alex alexander alexandra aleksandr; andy andrew andreas; annie anna anne;
beth elizabeth; bill william; billy william; bob robert; bobby robert; chuck charles;
cindy cynthia; dick richard; dima dmitrii dmitri dmitry; ed edward edwin; fred alfred;
gabi gabriele gabriela; hank henry; harry harold henry; jack john jackson; jim james;
jimmy james; joe joseph jose; johnny john; kate katherine catherine; kathy katherine
catherine; katya ekaterina; kolya nikolai; larry lawrence laurence; liz elizabeth; lisa
elisabeth; lucho luis; maggie margaret; mandy amanda; masha mariia maria; misha mikhail;
mike michael miguel; nacho ignacio; nancy ann; natasha natalia nataliia; ned edward;
nick nicholas nikolai; olya olga; paco francisco; pancho francisco; peggy margaret;
pepe jose; petya petr; rick richard; sally sarah; sasha aleksandr alexander alexandra;
seryozha sergei; sepp josef; steve stephen steven; sue susan; ted edward theodore;
tanya tatiana; toni anton antonia; tony anthony antonio; vanya ivan; volodya vladimir;
will william; zhenya evgenii evgeny
"""


def _read() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in _SHORT.split(";"):
        short, *names = line.split()
        found[short] = tuple(names)
    return found


LONG: Mapping[str, tuple[str, ...]] = _read()
"""Short form -> the names it may stand for."""
