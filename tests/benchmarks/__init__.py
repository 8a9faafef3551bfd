"""Measurements, run by hand or by `make bench` and `make bench-quality`; pytest does not collect them."""
