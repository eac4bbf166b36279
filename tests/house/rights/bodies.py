"""What is sent with every POST of the walk: something possible for each field of the product's forms.

An act that is allowed goes through with it as far as the row's state lets it; so would one that is not.
"""

BODY = {
    # Why, until when, by which paper.
    "reason": "Số liệu chưa khớp biên bản.",
    "due_on": "30/11/2020",
    "number": "12/KH-UBND",
    "date": "17/11/2020",
    "decision_number": "9/QĐ-UBND",
    "decision_date": "17/11/2020",
    "letter_number": "87/TTr-UBND",
    "letter_date": "17/11/2020",
    "signed_on": "17/11/2020",
    "issued_on": "18/11/2020",
    "proposal_number": "121/TTr-PNV",
    "proposal_on": "17/11/2020",
    # Words.
    "opinion": "Đủ điều kiện.",
    "answer": "Đã bổ sung.",
    "text": "Biên bản họp thôn",
    "achievements": "Giúp năm hộ thoát nghèo.",
    "achievement_summary": "Giúp năm hộ thoát nghèo.",
    "confirmed_by": "UBND xã",
    "subject": "Về việc khen thưởng",
    "muc_leading": "Đã chỉ đạo.",
    "muc_next_steps": "Tiếp tục.",
    # Holds, evidence, gifts.
    "ground": "complaint",
    "since": "17/11/2020",
    "paper": "Công văn số 5",
    "donor_kind": "organisation",
    "donor_name": "Công ty Mới",
    "kind": "money",
    "value_vnd": "1.000.000",
    "given_on": "17/11/2020",
    "purpose": "Làm nhà",
    # Sessions.
    "held_on": "25/11/2020",
    "starts_at": "08:00",
    "ends_at": "11:00",
    "place": "Phòng họp số 2",
    "by_clerk": "1",
    # What is pressed.
    "campaign": "of_p1",
    "viec": "luu",
    "parts": "achievements",
}
