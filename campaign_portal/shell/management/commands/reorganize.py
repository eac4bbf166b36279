import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.errors import Refused
from campaign_portal.shell.reorganization import reading, reform, services
from campaign_portal.shell.reorganization.preview import preview_of
from emulation.territory.models import Reorganization, Unit


class Command(BaseCommand):
    help = (
        "Sắp xếp đơn vị hành chính: xem trước, áp dụng, hoàn tác. FILE_OR_ID là tệp YAML, mã số một dự thảo, "
        "hoặc “2025-07-01”: cuộc sắp xếp cả nước dựng từ danh mục có sẵn."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load", "preview", "apply", "undo"])
        parser.add_argument("what", metavar="FILE_OR_ID")
        parser.add_argument("--reason", default="", help="lý do hoàn tác")

    def handle(self, *args: Any, **options: Any) -> None:
        verb, what = options["verb"], options["what"]
        begun = time.perf_counter()
        with audit.source("reorganize"), clock.at_installation_time():
            try:
                reorganization = self._find(what, verb)
                if verb in ("load", "preview"):
                    self._show(reorganization)
                elif verb == "apply":
                    services.apply(reorganization, by=None)
                else:
                    services.undo(reorganization, by=None, reason=options["reason"])
            except reading.BadFile as bad:
                raise CommandError("\n".join(map(str, bad.faults))) from bad
            except Refused as refused:
                raise CommandError("\n".join(problem.message for problem in refused.problems)) from refused
        reorganization.refresh_from_db()
        self.stdout.write(
            f"{reorganization} (số {reorganization.pk}): {reorganization.get_state_display()}; "
            f"{time.perf_counter() - begun:.1f} giây."
        )

    def _find(self, what: str, verb: str) -> Reorganization:
        if what == str(reform.REFORM):
            if verb == "undo":
                return Reorganization.objects.filter(title=reform.TITLE).latest("pk")
            return reform.draft_reform()
        if what.isdigit():
            found = Reorganization.objects.filter(pk=what).first()
            if found is None:
                raise CommandError(f"Không có lần sắp xếp nào mang số {what}.")
            return found
        path = Path(what)
        if not path.is_file():
            raise CommandError(f"Không có tệp {what}.")
        read = reading.read_yaml(path.read_text(encoding="utf-8"))
        known = Reorganization.objects.filter(title=read.title, effective_on=read.effective_on).order_by("pk").last()
        if known is not None and (verb == "undo" or known.state == Reorganization.State.DRAFT):
            return known if verb == "undo" else services.rewrite(known, read.change, by=None)
        return services.draft(
            title=read.title,
            effective_on=read.effective_on,
            legal_basis=read.legal_basis,
            basis_date=read.basis_date,
            within=Unit.objects.get(pk=read.within) if read.within is not None else None,
            by=None,
            change=read.change,
        )

    def _show(self, reorganization: Reorganization) -> None:
        told = preview_of(reorganization)
        if told["faults"]:
            raise CommandError("\n".join(told["faults"]))
        for count in told["counts"]:
            self.stdout.write(f"{count['level']}: {count['ended']} kết thúc, {count['new']} mới")
        for section in told["sections"]:
            for line in section["lines"]:
                mark = {"must": "✕", "ask": "!", "change": "●"}.get(line["weight"], "✓")
                self.stdout.write(f"{mark} {section['title']}: {line['text']}: {line['count']}")
        figures = told["figures"]
        for name, total in (("trước", "total_before"), ("sau", "total_after"), ("không so sánh được", "total_apart")):
            households, poor, near = figures[total]
            self.stdout.write(f"Số hộ {name}: {households}; nghèo {poor}; cận nghèo {near}")
