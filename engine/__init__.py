"""Run the SOPs of an office from their diagrams and remember every act; knows nothing of the web."""
