"""What counts as whose, in plain Python."""
