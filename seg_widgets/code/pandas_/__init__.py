"""The parts of the pandas exporter: quoting, windows, tables, metrics, conditions, and the functions a script carries."""
