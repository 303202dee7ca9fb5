# The app for a real workspace (docs/operate.md):
#   docker run --env-file .env -p 3000:3000 -v we-not-me:/data --read-only --tmpfs /tmp --cap-drop ALL we-not-me

FROM python:3.11-slim AS build
# Whichever `strip` Debian has will do; none of this stage is in the image.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends binutils
WORKDIR /build
COPY requirements.lock requirements-dev.lock ./
# The build backend comes from the dev lock, so that it too has a hash.
RUN pip install --no-cache-dir --require-hashes -r requirements-dev.lock \
    && python -m venv --without-pip /app \
    && pip --python /app/bin/python install --no-cache-dir --no-compile --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY migrations migrations
COPY slackapp slackapp
RUN pip wheel --no-cache-dir --no-build-isolation --no-deps --wheel-dir dist . \
    && pip --python /app/bin/python install --no-cache-dir --no-compile --no-index --no-deps dist/*.whl
# Half of what wheels bring is for debuggers and for whoever compiles against them.
RUN find /app -name '*.so*' -exec strip --strip-unneeded {} + \
    && find /app \( -name '*.c' -o -name '*.cpp' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' \) -delete

FROM python:3.11-slim AS trimmed
WORKDIR /usr/local/lib/python3.11
RUN pip uninstall --yes --root-user-action=ignore setuptools wheel pip \
    && rm -r ensurepip idlelib lib2to3 pydoc_data tkinter turtledemo \
    && useradd --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin slackapp \
    && chmod 750 /data
COPY --from=build /app /app

# One layer from there: what was taken away would else still be in the image.
FROM scratch
LABEL org.opencontainers.image.title="We Not Me" \
      org.opencontainers.image.description="A Slack app that makes giving visible" \
      org.opencontainers.image.licenses="MIT"
# hadolint ignore=DL3067
COPY --from=trimmed / /
COPY --from=trimmed --chown=10001:10001 /data /data
# Bytecode goes where a read-only container can keep it; in the image it would be 22 MB.
ENV PATH=/app/bin:/usr/local/bin:/usr/bin:/bin \
    HOME=/data \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONPYCACHEPREFIX=/tmp \
    HOST=0.0.0.0 \
    PORT=3000 \
    METRICS_HOST=0.0.0.0 \
    DATABASE_URL=sqlite:////data/slackapp.sqlite3
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["slackapp", "serve"]
