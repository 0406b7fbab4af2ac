"""Tests of the description of tables: the workspace file, inference, findings."""
