"""Fixtures live beside what they are for; the servers of the tests start in tests/servers.py."""
