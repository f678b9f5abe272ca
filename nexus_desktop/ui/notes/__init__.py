"""The Notes screen: the rapporteur's editor."""
