"""Nexus Desktop: check-in, breakout groups, session notes and minutes of a workshop."""
