"""The Register screen: actions, places, objectives, and the series of workshops."""
