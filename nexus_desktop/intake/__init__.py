"""Foreign files in: spreadsheets, calendars, other tools' exports -> values."""
