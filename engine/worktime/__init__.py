"""Working time of an office: when a step is due, and how much working time has passed.

The rule (domain facts 4.5, after Perpres 21/2023): minutes and hours are counted through the
working windows; n days end at the same clock time n working days later, moved forward to the next
working moment when that falls in a break or after hours; what arrives outside hours starts at the
next opening. A window's closing moment still counts as in time: 30 minutes from 11.30 end at 12.00.

Moments go in and come out aware, in UTC; days and windows are those of the office's own clock.
"""
