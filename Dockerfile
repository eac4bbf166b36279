# The same packages and the same lock as bin/demo.
FROM debian:bookworm-slim

WORKDIR /app
COPY ops/apt-run.txt ops/apt-run.txt
RUN apt-get update \
    && xargs -a ops/apt-run.txt apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN python3 -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1
COPY . .

RUN useradd --uid 10001 --no-create-home chungtay && install -d -o chungtay -g chungtay /var/lib/chungtay
USER 10001
CMD ["gunicorn", "-c", "ops/gunicorn.py", "campaign_portal.wsgi"]
