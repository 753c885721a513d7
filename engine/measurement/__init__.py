"""Performance measurement of an office: what was achieved against what was promised.

An indicator has a target for the year and cumulative targets for its quarters; its realisation up
to a quarter is consolidated from the figures of the quarters, divided by the target, capped, and
named by a predicate. Quarters are counted from 1 to 4; achievements are in per cent. The rules are
those of performance agreements and their quarterly reports (PermenPAN-RB 53/2014 and the practice
of regional performance reports, LKjIP); where these are silent, a docstring says what was decided.

Numbers go in as decimals of at most 18 digits before and 10 after the comma, are reckoned as exact
fractions, and are rounded once, where they are shown (`formulas.rounded`).
"""
