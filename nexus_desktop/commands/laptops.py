"""The laptops that share a workshop: which they are, letting one in, beginning anew."""

from argparse import Namespace
from contextlib import closing
from dataclasses import asdict
from functools import partial

from nexus_desktop.commands.answer import ACTOR, Answer, Now, work_on
from nexus_desktop.core.history import counted
from nexus_desktop.core.laptops import Company, Laptop, Unheeded
from nexus_desktop.services import founding, keys, laptops, revoking
from nexus_desktop.services.sharing import open_file


def show(args: Namespace, now: Now) -> Answer:
    """List the laptops, what waits, and what takes no effect."""
    company, unheeded = work_on(
        args.file, lambda s, _: (laptops.company(s), revoking.written_after(s)), now
    )
    if not company.is_shared:
        return Answer(("This workshop is not shared.",), {"laptops": []})
    return Answer(
        (*map(_line, company.laptops), *_more(company), *map(_told, unheeded)),
        {
            "laptops": [asdict(one) for one in company.laptops],
            "problems": company.problems,
            "without_effect": [asdict(one) for one in unheeded],
        },
    )


def _line(laptop: Laptop) -> str:
    marks = ["this laptop"] if laptop.is_this else []
    marks += ["ended"] if laptop.is_ended else []
    marks += [
        f"{counted(one.count, 'entry')} wait ({one.why})" for one in laptop.waiting
    ]
    heard = f"{laptop.latest:%Y-%m-%d %H:%M} UTC"
    told = f"{laptop.name:20}  {laptop.role.value:11}  last entry {heard}"
    return f"{told}  ({', '.join(marks)})" if marks else told


def _more(company: Company) -> tuple[str, ...]:
    problems = (one.problem for one in company.laptops if one.problem)
    return (*problems, *company.problems)


def _told(one: Unheeded) -> str:
    return (
        f"Without effect: {one.words} on {one.laptop}, {one.at:%Y-%m-%d %H:%M} UTC "
        f"(entry {one.name.rpartition(':')[2]}): {one.why}."
    )


def let_in(args: Namespace, now: Now) -> Answer:
    """Let a laptop count that does not: altogether, or an ended one for a while."""
    if args.until is not None:
        name = work_on(
            args.file,
            lambda s, at: revoking.count_until(
                s, revoking.named(s, args.name), args.until, at=at
            ),
            now,
        )
        return Answer((f"{name} counts up to its entry {args.until}.",), {"name": name})
    name = work_on(
        args.file,
        lambda s, at: revoking.let_in(s, revoking.named(s, args.name), at=at),
        now,
    )
    return Answer((f"{name} counts now, with all that it wrote.",), {"name": name})


def begin_anew(args: Namespace, now: Now) -> Answer:
    """Let this copy be the first of a new sharing."""
    at = now()
    with closing(open_file(args.file, at=at, actor=ACTOR)) as database:
        share = founding.begin_anew(database, at=at)
        if args.lost:
            database.run(partial(keys.change, share=share), at=at)
        device = database.device
    lines = ["This laptop is the first of a new sharing. Invite all others anew."]
    if args.lost:
        lines.append("Badges printed from now on have a new key; known ones stay good.")
    return Answer(tuple(lines), {"file": str(args.file), "device": device})
