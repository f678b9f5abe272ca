"""Badges of generated people, in every script."""

import base64
import hashlib

from nexus_desktop.core.badge_sheet import BadgeFace, role_colour
from tests.documents.scripts import ALL

WORKSHOP = (
    "Fourth Regional Workshop on Integrated Resource Management in Asian Cities: "
    "the Urban Nexus"
)
ROLES = ("Participant", "Speaker", "Rapporteur", "Organiser", "Observer", "")
LONG_NAME = (
    "Maria Fernanda de los Ángeles Rodríguez-Villaseñor y Montgomery-Worthington III"
)
LONG_WORK = (
    "Department of Natural Resources and Environment, Division of Integrated Urban "
    "Water Management and Solid Waste Services"
)


def code(number: int) -> str:
    """Return a code of the length and letters that real ones have."""
    digest = hashlib.sha256(str(number).encode()).digest()[:26]
    return "NX1" + base64.b32encode(digest).decode().rstrip("=")


def face(number: int) -> BadgeFace:
    """Return one of many different badges."""
    scripts = list(ALL.values())
    native = scripts[number % len(scripts)]
    role = ROLES[number % len(ROLES)]
    return BadgeFace(
        code=code(number),
        name=f"Generated Person {number:03d}" if number % 7 else LONG_NAME,
        native_name=native if number % 5 else "",
        organisation=LONG_WORK if number % 3 == 0 else f"City of Example {number}",
        country=("Mongolia", "Viet Nam", "Lao People's Democratic Republic")[
            number % 3
        ],
        role=role,
        role_colour=role_colour(role),
        workshop=WORKSHOP,
        dates="5–7 November 2014",
    )
