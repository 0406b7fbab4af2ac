"""The parts of the pandas exporter: writing, windows, tables, metrics, conditions, and the functions of a script."""
