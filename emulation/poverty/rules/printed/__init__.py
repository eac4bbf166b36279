"""The official printed tables (`poverty.md` § 3), each described once as data for screen, workbook and paper."""

from emulation.poverty.rules.printed.parts import LINE_NAMES, Added, Count, Form, FormColumn, Heading, Rate, text, texts

__all__ = ["LINE_NAMES", "Added", "Count", "Form", "FormColumn", "Heading", "Rate", "text", "texts"]
