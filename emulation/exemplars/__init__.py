"""Gương điển hình tiên tiến, mô hình hay, sáng kiến: told with consent, published, taken over by others."""
