# `make` lists what there is. The two commands for a first look are bin/demo and bin/test.

PYTHON = .venv/bin/python
UV = .venv/bin/uv
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-find-links

.PHONY: help setup demo test whole check e2e bench rights pictures format lock run

help: ## liệt kê các lệnh này
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## cài gói hệ điều hành còn thiếu và môi trường .venv để phát triển
	bin/setup

demo: ## bản trình diễn: trang web, việc nền và câu chuyện Sa Pa 2020
	bin/demo

test: ## các phép kiểm thử mà mỗi thay đổi phải qua
	bin/test

whole: ## mọi phép kiểm thử trên cả hai cơ sở dữ liệu, cả những phép nặng
	bin/test whole

check: ## lint, kiểu, luật import, migration, tệp compose
	bin/test check

e2e: ## kiểm thử bằng trình duyệt, cả những phép nặng (tỉnh 200 xã)
	bin/test e2e -m e2e

bench: ## đo tốc độ: in việc, giới hạn, đối chứng, ta, tỉ số
	$(PYTHON) -m tests.bench

rights: ## mọi ô của bảng quyền, cả bin/test chỉ hỏi một phần tám
	EVERY_CELL=1 $(PYTHON) -m pytest -n 2 --dist loadgroup --no-loadscope-reorder tests/house/rights

pictures: ## chụp lại hình của tài liệu từ câu chuyện trình diễn
	$(PYTHON) -m tests.pictures $(NAMES)

format: ## trình bày lại mã nguồn
	$(PYTHON) -m ruff format
	$(PYTHON) -m ruff check --fix

lock: $(UV) ## khóa lại phiên bản thư viện từ requirements*.in
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

$(UV):
	$(PYTHON) -m pip install --quiet uv

run: ## trang web để phát triển, tải lại khi sửa mã
	CHUNGTAY_DEBUG=1 $(PYTHON) manage.py runserver
