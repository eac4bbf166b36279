"""Đơn vị: the register on the screen."""
