"""The Checkpoints screen: where badges are scanned, for whom, who is inside."""
