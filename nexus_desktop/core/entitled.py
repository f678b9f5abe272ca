"""Whom a checkpoint is for."""

from collections.abc import Collection, Mapping


def is_entitled(
    person: Mapping[str, str], entitled: Mapping[str, Collection[str]]
) -> bool:
    """Tell whether a checkpoint is for a person.

    Whoever is named may pass; all others need a match in each of the other keys, of
    which there must be one if people are named.

    Args:
        person: "participant" and "group" (both their id), "role", "category" and
            "country".
        entitled: as in `rows.Checkpoint`, but with the ids of the people who sit in
            the groups as "group".
    """
    named = entitled.get("participant", ())
    if person.get("participant") in named:
        return True
    asked = [key for key, among in entitled.items() if among and key != "participant"]
    if not asked:
        return not named
    return all(person.get(key, "") in entitled[key] for key in asked)
