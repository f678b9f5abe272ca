"""The laptops of the workshop: who they are, inviting, bundles, the hub."""
