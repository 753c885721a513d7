"""The printed summary of a result: its figures, pictures and tables, as a PDF.

What is printed is Indonesian in every language of the pages. It is no paper of the SOP: nobody
signs it, it has no number and no code, and it says so.
"""
