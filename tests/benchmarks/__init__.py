"""What the program costs: `python -m tests.benchmarks [--quick]` prints a table for each database.

Times are wall times of one person's requests to a real server on loopback, in milliseconds.
"""
