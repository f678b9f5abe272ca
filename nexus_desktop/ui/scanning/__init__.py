"""What reads codes for any screen: scanners that type, and cameras."""
