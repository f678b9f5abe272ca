"""The Checkpoints screen: where scans happen, who may pass, who is inside."""
