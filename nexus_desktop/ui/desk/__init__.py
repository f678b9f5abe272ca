"""The Desk screen: scan a badge, find a name, register a walk-in."""
