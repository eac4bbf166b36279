"""The work of compiling, in steps that are told while it runs. Killed anywhere, it runs again and ends the same."""

from typing import Any

from campaign_portal.foundation import jobs
from reporting.consolidation import documents, exporters, services
from reporting.consolidation.models import Snapshot
from reporting.consolidation.selectors.table import table_of
from reporting.reports.selectors.owed import owed

BATCH = 10  # participants whose lines are written in one short transaction
AFTER_LINES = 4  # freezing, the chart, Excel, PDF


@jobs.handler(services.JOB)
def compile_snapshot(running: jobs.Running, snapshot_id: int) -> dict[str, Any]:
    """Add up the submitted reports, freeze, draw, and make the files."""
    snapshot = Snapshot.objects.select_related("campaign__standard", "unit", "asked_by").get(pk=snapshot_id)
    expected = owed(snapshot.campaign, snapshot.unit, snapshot.period)
    count, total = len(expected), len(expected) + AFTER_LINES
    if not snapshot.is_frozen:
        ground = services.ground_of(snapshot, expected)
        for first in range(0, count, BATCH):
            services.write_lines(snapshot, expected[first : first + BATCH], first + 1, ground)
            done = min(first + BATCH, count)
            running.step(
                done,
                total,
                f"Cộng số liệu thôn → xã xong {done} trên {count} đơn vị. "
                "Sau đó: lập bảng, đóng băng số, kết xuất PDF.",
            )
        snapshot = services.freeze(snapshot, expected, ground)
    running.step(count + 1, total, f"Đã đóng băng số của bản {snapshot.number}. Sau đó: biểu đồ, Excel, PDF.")
    if not snapshot.chart_svg:
        services.keep_chart(snapshot, documents.chart_svg(table_of(snapshot)))
    running.step(count + 2, total, "Đã vẽ biểu đồ. Sau đó: Excel, PDF.")
    services.keep_file(
        snapshot,
        "xlsx",
        lambda: exporters.workbook_of(table_of(snapshot)),
        name=documents.file_name(snapshot, "xlsx"),
        content_type=exporters.XLSX,
    )
    running.step(count + 3, total, "Đã lập bảng Excel. Sau đó: kết xuất PDF.")
    services.keep_file(
        snapshot,
        "pdf",
        lambda: documents.to_pdf(table_of(snapshot)),
        name=documents.file_name(snapshot, "pdf"),
        content_type="application/pdf",
    )
    running.step(total, total, f"Xong bản {snapshot.number}.")
    return {"snapshot": snapshot.pk, "number": snapshot.number}
