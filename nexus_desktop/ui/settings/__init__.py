"""The Settings screen: look, backups, the state and history of the file."""
