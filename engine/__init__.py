"""Runs the SOPs of an office from their diagrams and remembers every act; knows no web."""
