"""The Groups screen: breakout rounds as columns of cards."""
