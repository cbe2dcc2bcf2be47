"""Entrances for those who run this installation."""
