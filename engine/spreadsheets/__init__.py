"""Tables of indicators as spreadsheets: handed out to be filled in, and read again."""
