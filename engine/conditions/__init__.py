"""The closed expression language of conditions: `nilai >= 91`, `bidang in ("a", "b") and setuju`.

Names are fields. Constants are texts, numbers, True, False and None; lists and tuples hold them.
Comparisons (also chained), `in`, `not in`, `and`, `or`, `not`, `+` and `-` on numbers, and the
calls len, min, max and abs are all there is. Nothing is taken for something else: a missing name,
a blank compared by size, or a text where yes or no is expected is an error, never False; only
`==`, `!=` and `in` may meet a blank (None). A date is compared with a date or with a text such as
"2026-10-01". Numbers are exact decimals.
"""
