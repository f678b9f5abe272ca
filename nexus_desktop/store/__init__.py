"""The workshop file: rows, transactions, journal, migrations, backups."""
