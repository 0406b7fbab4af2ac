"""Tests of bringing tables into DuckDB."""
