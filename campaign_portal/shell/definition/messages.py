"""What pydantic found wrong, as plain Vietnamese sentences."""

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "missing": "thiếu trường này",
    "extra_forbidden": "không có trường tên này; xem lại chính tả",
    "string_type": "phải là chữ; là số thì đặt trong ngoặc kép, ví dụ “088”",
    "string_too_short": "không được để trống",
    "int_type": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_type": "phải là số",
    "bool_type": "chỉ nhận true hoặc false",
    "date_type": "phải là ngày, dạng 2020-03-10",
    "date_from_datetime_inexact": "phải là ngày, không kèm giờ",
    "list_type": "phải là một danh sách",
    "dict_type": "phải là một nhóm trường",
    "model_type": "phải là một nhóm trường",
    "model_attributes_type": "phải là một nhóm trường",
    "too_short": "danh sách không được để trống",
}


def sentence(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors, with what is allowed."""
    kind, context = error["type"], error.get("ctx", {})
    if error["input"] is None and kind != "missing":
        return "không được để trống"
    if kind == "string_too_long":
        return f"dài {len(error['input'])} ký tự, quá {context['max_length']} ký tự; xin viết gọn lại"
    if kind == "date_type" and isinstance(error["input"], str):
        return f"“{error['input']}” không phải là ngày có thật; ghi ngày dạng 2020-03-10"
    if kind == "literal_error":
        allowed = context["expected"].replace(" or ", ", ").replace("'", "")
        return f"không nhận “{error['input']}”; chọn một trong: {allowed}"
    if kind == "string_pattern_mismatch":
        return (
            f"“{error['input']}” không đúng dạng; mã chỉ gồm chữ thường không dấu, chữ số và gạch dưới; kỳ ghi 2020-Q1"
        )
    if kind == "greater_than_equal":
        return f"phải từ {context['ge']} trở lên"
    if kind == "less_than_equal":
        return f"không được quá {context['le']}"
    return _WORDS.get(kind, "giá trị không dùng được ở đây")
