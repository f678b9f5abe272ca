"""Windows and widgets: screens that submit user actions and show values."""
