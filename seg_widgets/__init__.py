"""A segment builder for customer-success analysts, inside JupyterLab."""
