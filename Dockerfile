# The app for a real workspace: docker run --env-file .env -p 3000:3000 -v we-not-me:/data IMAGE

FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements.lock requirements-dev.lock ./
# The build backend comes from the dev lock, so that it too has a hash; this stage is thrown away.
RUN pip install --no-cache-dir --require-hashes -r requirements-dev.lock \
    && python -m venv /app \
    && /app/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY migrations migrations
COPY slackapp slackapp
RUN pip wheel --no-build-isolation --no-deps --wheel-dir dist . \
    && /app/bin/pip install --no-cache-dir --no-index --no-deps dist/*.whl

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home slackapp
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=sqlite:////data/slackapp.sqlite3
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["slackapp", "serve"]
