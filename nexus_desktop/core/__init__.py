"""Values and rules of a workshop. Standard library only: no Qt, no SQL, no clock."""
