"""Alembic's scripts that bring an older workshop file up to date."""
