# Stage 1 has the compiler that durable_rules needs; stage 2 has only what serves.
FROM python:3.12-slim-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev
WORKDIR /srv/advisor
COPY requirements/build.txt requirements/base.txt requirements/
COPY scripts/python.sh scripts/install.sh scripts/
RUN sh scripts/install.sh requirements/base.txt && .venv/bin/python -m pip uninstall -y -qq pip setuptools

FROM python:3.12-slim-trixie
ENV PATH=/srv/advisor/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /srv/advisor
COPY --from=build /srv/advisor/.venv .venv
COPY . .
# Modules by the first, templates by the second.
RUN python -m compileall -q . && PYTHONDONTWRITEBYTECODE= python -c "import app"
# Nobody, by number: owns nothing, writes nothing (`docker run --read-only --tmpfs /tmp` is enough).
USER 65534:65534
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\") or 8000}/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["gunicorn", "app:app"]
