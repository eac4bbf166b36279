"""Kiểm tra, giám sát phong trào: who looks where, what was found, what was done about it."""
