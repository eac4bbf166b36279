"""Papers to look at: names, numbers and amounts are invented."""

import datetime as dt

from campaign_portal.foundation import paper as b
from campaign_portal.foundation import vietnamese

ISSUER = b.Issuer("Ủy ban nhân dân thị xã Sa Pa")
DATE = dt.date(2020, 12, 8)

FAMILY = ("Giàng A", "Lò Thị", "Má A", "Hạng Thị", "Vàng Văn", "Châu A", "Tẩn Láo", "Lý Mẩy")
GIVEN = ("Chua", "Dơ", "Giống", "Mỷ", "Páo", "Sử", "Tả", "Vừ", "Ửng", "Lở")


def names(count: int) -> list[str]:
    return [f"{FAMILY[index % len(FAMILY)]} {GIVEN[index // 3 % len(GIVEN)]}" for index in range(count)]


def decision(*, people: int = 40, notice: str = "", number: str = "05", dated_on: dt.date | None = DATE) -> b.Paper:
    """A decision to give a Giấy khen, with its list of names."""
    return b.Paper(
        kind="Quyết định",
        subject="Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa",
        issuer=ISSUER,
        number=number,
        symbol="QĐ-UBND",
        place="Sa Pa",
        dated_on=dated_on,
        authority="Chủ tịch Ủy ban nhân dân thị xã Sa Pa",
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều của Luật "
            "Thi đua, khen thưởng ngày 16 tháng 11 năm 2013;",
            "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một "
            "số điều của Luật Thi đua, khen thưởng",
            "Theo đề nghị của Trưởng phòng Phòng Nội vụ tại Tờ trình số 121/TTr-PNV ngày 04 tháng 12 năm 2020",
        ),
        enacting="Quyết định:",
        body=(
            b.Article(
                1,
                f"Tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa cho {people} hộ gia đình (có danh sách kèm "
                "theo) đã có thành tích trong phong trào thi đua “Cải thiện và từng bước nâng cao điều kiện sống của "
                "các hộ nghèo, hộ cận nghèo, người dân tộc thiểu số” trên địa bàn thị xã Sa Pa năm 2020.",
            ),
            b.Article(
                2,
                "Tiền thưởng kèm theo Giấy khen là 447.000 đồng đối với mỗi hộ gia đình; tổng số tiền thưởng là "
                "17.880.000 đồng (Bằng chữ: Mười bảy triệu tám trăm tám mươi nghìn đồng), trích từ Quỹ thi đua, khen "
                "thưởng thị xã năm 2020.",
            ),
            b.Article(
                3,
                "Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị "
                "xã, Trưởng phòng Phòng Nội vụ, Trưởng phòng Phòng Tài chính - Kế hoạch, thủ trưởng các cơ quan, đơn "
                "vị có liên quan và các hộ gia đình có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
            ),
        ),
        recipients=(
            "Như Điều 3",
            "Ban Thi đua - Khen thưởng tỉnh",
            "TT. Thị ủy, HĐND, UBND thị xã",
            "Trang thông tin điện tử thị xã",
            "Lưu: VT, PNV",
        ),
        signers=(b.Signer(("KT. Chủ tịch", "Phó Chủ tịch"), name="Phạm Đức Long"),),
        annexes=(recipients_list(people, number=number, dated_on=dated_on),),
        notice=notice,
    )


def recipients_list(people: int, *, number: str, dated_on: dt.date | None) -> b.Annex:
    rows = [b.Row((b.Cell("I"), b.Cell("Hộ gia đình", colspan=4)), kind="group")]
    for index, name in enumerate(names(people), start=1):
        rows.append(
            b.Row((str(index), f"Hộ ông {name}", str(1960 + index % 35), f"Thôn Tả Chải {index % 7}", "447.000"))
        )
    rows.append(
        b.Row((b.Cell("Tổng cộng", colspan=4, align="center"), vietnamese.grouped(people * 447_000)), kind="total")
    )
    return b.Annex(
        title="Danh sách",
        subtitle="Hộ gia đình được tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa",
        reference=b.attached_to("Quyết định", number, "QĐ-UBND", dated_on, "Chủ tịch Ủy ban nhân dân thị xã Sa Pa"),
        blocks=(
            b.Table(
                columns=(
                    b.Column(8, "center"),
                    b.Column(34),
                    b.Column(14, "center"),
                    b.Column(26),
                    b.Column(18, "right"),
                ),
                header=(("STT", "Họ và tên chủ hộ", "Năm sinh", "Địa chỉ", "Tiền thưởng (đồng)"),),
                rows=tuple(rows),
            ),
        ),
    )


def proposal() -> b.Paper:
    """A tờ trình of an office below the issuing body's superior, a draft, with two annexes, one of them landscape."""
    return b.Paper(
        kind="Tờ trình",
        subject="Về việc đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa cho các tập thể, hộ gia đình "
        "và cá nhân có thành tích trong phong trào thi đua năm 2020",
        issuer=b.Issuer("Phòng Nội vụ", superior="Ủy ban nhân dân thị xã Sa Pa"),
        symbol="TTr-PNV",
        place="Sa Pa",
        addressees=("Chủ tịch Ủy ban nhân dân thị xã Sa Pa", "Hội đồng Thi đua - Khen thưởng thị xã Sa Pa"),
        body=(
            b.Paragraph("Căn cứ Luật Thi đua, khen thưởng, Phòng Nội vụ kính trình như sau:"),
            b.Heading("Kết quả thẩm định", number="I"),
            b.Heading("Về thủ tục", level=2, number="1"),
            b.BulletList(("Hồ sơ đủ các giấy tờ theo quy định;", ("Thời hạn: ", b.Run("đúng hạn", bold=True), "."))),
            b.Heading("Về tiêu chuẩn", level=2, number="2"),
            b.Heading("Tập thể", level=3, number="a"),
            b.Paragraph("Ba tập thể đạt đủ tiêu chuẩn."),
            b.Heading("Đề nghị", number="II"),
            b.Paragraph("Phòng Nội vụ kính đề nghị Chủ tịch Ủy ban nhân dân thị xã xem xét, quyết định./."),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signers=(b.Signer(("Trưởng phòng",), name="Nguyễn Thị Hường"),),
        annexes=(grid_annex("Phụ lục I", landscape=True), grid_annex("Phụ lục II", landscape=False)),
        sizes=b.SMALL,
    )


def grid_annex(label: str, *, landscape: bool) -> b.Annex:
    """A list with a head of two rows and merged cells."""
    places = ("Tả Van", "Hoàng Liên", "Ngũ Chỉ Sơn", "Mường Hoa", "Thanh Bình")
    rows = [b.Row((str(i), name, "1.234", "5,71", "1.171", "5,42", "")) for i, name in enumerate(places, start=1)]
    rows.append(b.Row((b.Cell("Cộng", colspan=2, align="center"), "6.170", "5,71", "5.855", "5,42", ""), kind="total"))
    return b.Annex(
        label=label,
        title="Kết quả giảm hộ nghèo",
        reference=b.attached_to("Tờ trình", "", "TTr-PNV", None, "Phòng Nội vụ thị xã Sa Pa"),
        landscape=landscape,
        blocks=(
            b.Table(
                columns=(b.Column(6, "center"), b.Column(30), *(b.Column(14, "right"),) * 4, b.Column(20)),
                header=(
                    (
                        b.Cell("TT", rowspan=2),
                        b.Cell("Đơn vị", rowspan=2),
                        b.Cell("Đầu năm", colspan=2),
                        b.Cell("Cuối năm", colspan=2),
                        b.Cell("Ghi chú", rowspan=2),
                    ),
                    ("Số hộ", "Tỷ lệ %", "Số hộ", "Tỷ lệ %"),
                ),
                rows=tuple(rows),
            ),
        ),
    )


def minutes() -> b.Paper:
    """Minutes: no place and date in the head, two who sign (Mẫu 1.9)."""
    return b.Paper(
        kind="Biên bản",
        subject="Họp Hội đồng Thi đua - Khen thưởng thị xã Sa Pa",
        issuer=b.Issuer("Hội đồng\nThi đua - Khen thưởng", superior="Ủy ban nhân dân thị xã Sa Pa"),
        number="07",
        symbol="BB-HĐTĐKT",
        body=(
            b.FieldLine((b.Field("Thời gian bắt đầu", "14 giờ 00, ngày 02 tháng 12 năm 2020"),)),
            b.FieldLine((b.Field("Địa điểm", "Phòng họp số 2, trụ sở Ủy ban nhân dân thị xã"),)),
            b.Paragraph("Cuộc họp kết thúc vào 16 giờ 30, ngày 02 tháng 12 năm 2020./."),
        ),
        recipients=("Lưu: VT, Hồ sơ",),
        signers=(
            b.Signer(("Thư ký",), name="Lý Thị Mai"),
            b.Signer(("Chủ tọa",), name="Phạm Đức Long", post_at_home="Phó Chủ tịch UBND thị xã"),
        ),
    )


def letter() -> b.Paper:
    """A công văn: no kind, the subject below the number."""
    return b.Paper(
        kind="",
        subject="đôn đốc báo cáo kết quả phong trào thi đua quý II năm 2020",
        issuer=b.Issuer("Ủy ban nhân dân thị xã Sa Pa"),
        number="412",
        symbol="UBND-NV",
        place="Sa Pa",
        dated_on=dt.date(2020, 7, 2),
        addressees=("Ủy ban nhân dân các xã, phường",),
        body=(
            b.Paragraph("Ủy ban nhân dân thị xã yêu cầu các xã, phường gửi báo cáo trước ngày 10 tháng 7 năm 2020./."),
        ),
        recipients=("Như trên", "Lưu: VT, NV"),
        signers=(b.Signer(("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), name="Phạm Đức Long"),),
    )


def form() -> b.Paper:
    """What a household writes itself: no issuing body, lines to write on, one who confirms."""
    return b.Paper(
        kind="Đăng ký thi đua",
        subject="Phấn đấu thoát nghèo năm 2020",
        place="Tả Van",
        addressees=("Ủy ban nhân dân xã Tả Van",),
        body=(
            b.FieldLine((b.Field("Họ và tên chủ hộ", "Giàng A Páo", share=2), b.Field("Năm sinh", "1981"))),
            b.FieldLine((b.Field("Địa chỉ", "Thôn Tả Chải Dáy, xã Tả Van, thị xã Sa Pa"),)),
            b.FieldLine((b.Field("Số nhân khẩu"), b.Field("Số lao động"))),
            b.FieldLine((b.Field("Việc gia đình sẽ làm"),)),
            b.Paragraph("Gia đình tôi cam kết thực hiện đúng nội dung đã đăng ký."),
        ),
        signers=(
            b.Signer(("Xác nhận của trưởng thôn",), note="(Ký, ghi rõ họ tên)"),
            b.Signer(("Người đăng ký",), note="(Ký, ghi rõ họ tên)", name="Giàng A Páo"),
        ),
        confirmers=(b.Signer(("Xác nhận của Ủy ban nhân dân xã",)),),
    )


def pledge(parties: int = 4) -> b.Paper:
    """An agreement of several parties."""
    return b.Paper(
        kind="Bản giao ước thi đua",
        subject="Phong trào thi đua năm 2020",
        place="Sa Pa",
        dated_on=dt.date(2020, 3, 20),
        body=(b.Article(1, "Các bên thống nhất thực hiện các chỉ tiêu sau đây.", title="Chỉ tiêu"),),
        signers=tuple(b.Signer((f"Đại diện xã thứ {i}",), name=f"Nguyễn Văn {i}") for i in range(1, parties + 1)),
    )
