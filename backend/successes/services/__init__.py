"""Celebrating, thanking, promising; and taking back."""
