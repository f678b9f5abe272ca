"""What travels to other laptops: bundles and the hub."""
