"""What two people celebrate, thank each other for, and promise."""
