"""Registrations of many at once: typed into a grid or brought in a workbook.

`columns` says what is asked of each kind of participant, `judging` what becomes of each row, `waiting` keeps the rows
as typed until they are taken.
"""
