"""Printed values to normal forms: one value type a file, standard library only."""
