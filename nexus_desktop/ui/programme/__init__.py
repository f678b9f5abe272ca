"""The Programme screen: sessions by day and time."""
