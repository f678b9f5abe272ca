"""The Overview screen: arrivals, who is here, what is on."""
