"""The tests of seg_widgets: ``python -m tests`` runs them all against the installed package."""
