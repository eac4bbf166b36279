"""Lists of poor and near-poor households out of a workbook (F14, F15).

`headings` knows what the columns are called, `reading` makes households of rows, `judging` says what becomes of each,
`waiting` keeps them as typed until they are taken, `template` is the blank list.
"""
