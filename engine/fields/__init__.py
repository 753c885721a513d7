"""The fields of a step's form: what they are, which answers they take, and what is stored.

Answers are stored as JSON that can be hashed: texts, lists and yes/no; a number is a plain decimal
text ("1234.5"), a date an ISO text. A blank answer and an answer of a hidden field are left out.
"""
