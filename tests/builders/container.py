"""The container without Docker: what the Dockerfile says, run in a root file system like it."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping, Sequence
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
UID = "10001"

# A root of its own: system, Python, libraries and /app only to read; /data and /tmp to write.
_MAKE_ROOT = """
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$NEW"
cd "$NEW"
mkdir python deps app data tmp proc dev old
for name in usr etc lib lib64 bin sbin; do
    if [ -L "/$name" ]; then cp -P "/$name" "$name"
    elif [ -d "/$name" ]; then mkdir "$name"; mount --rbind "/$name" "$name"; fi
done
mount --rbind /proc proc
mount --rbind /dev dev
mount --bind "$PYTHON" python
mount --bind "$DEPS" deps
mount --bind "$APP" app
mount --bind "$DATA" data
mount -t tmpfs -o mode=1777 tmpfs tmp
for name in usr etc lib lib64 bin sbin python deps app; do
    if mountpoint -q "$name"; then mount -o remount,bind,ro "$name"; fi
done
pivot_root . old
umount -l old
mount -o remount,ro /
cd /data
exec env -i "$@"
"""


@dataclass(frozen=True)
class Dockerfile:
    """The last stage: its instructions in order, and what they come to."""

    stages: list[list[tuple[str, str]]]

    @classmethod
    def read(cls) -> "Dockerfile":
        text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
        lines = text.replace("\\\n", " ").splitlines()
        stages: list[list[tuple[str, str]]] = []
        for name, _, rest in (line.partition(" ") for line in lines if line.strip()):
            if name == "FROM":
                stages.append([])
            stages[-1].append((name, " ".join(rest.split())))
        return cls(stages)

    def last(self, name: str) -> str:
        """What the last stage says of this."""
        return [rest for each, rest in self.stages[-1] if each == name][-1]

    @property
    def env(self) -> dict[str, str]:
        return dict(pair.split("=", 1) for pair in self.last("ENV").split())

    @property
    def command(self) -> list[str]:
        command: list[str] = json.loads(self.last("CMD"))
        return command

    @property
    def health_check(self) -> list[str]:
        check: list[str] = json.loads(self.last("HEALTHCHECK").partition("CMD ")[2])
        return check


@dataclass(frozen=True)
class Image:
    """What a container is run from: the built wheel in a virtual environment, and its data."""

    app: Path
    data: Path

    @classmethod
    def build(cls, folder: Path) -> "Image":
        app, data = folder / "app", folder / "data"
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        library = app / f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
        library.mkdir(parents=True)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            wheel.extractall(library)
        (library / "dependencies.pth").write_text("/deps\n")
        (app / "pyvenv.cfg").write_text("home = /python/bin\n")
        _write_commands(app / "bin", library)
        data.mkdir()
        if os.geteuid() == 0:
            os.chown(data, int(UID), int(UID))
        return cls(app, data)

    def command(self, words: Sequence[str], env: Mapping[str, str]) -> list[str]:
        """Runs these words in the container: another user, no capability, two places to write."""
        inside = {**env, "LD_LIBRARY_PATH": "/python/lib"}
        return [
            *_new_mounts(),
            *("sh", "-c", _MAKE_ROOT, "sh"),
            *(f"{name}={value}" for name, value in inside.items()),
            *_become_nobody(),
            *words,
        ]

    def outside(self, new_root: Path) -> dict[str, str]:
        """The environment that `command` itself is started with."""
        return {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "NEW": str(new_root),
            "PYTHON": sys.base_prefix,
            "DEPS": sysconfig.get_path("purelib"),
            "APP": str(self.app),
            "DATA": str(self.data),
        }


def _write_commands(folder: Path, library: Path) -> None:
    folder.mkdir()
    (folder / "python").symlink_to(f"/python/bin/python3.{sys.version_info.minor}")
    commands = ConfigParser()
    commands.read(next(library.glob("slackapp-*.dist-info/entry_points.txt")))
    for name, target in commands["console_scripts"].items():
        module, _, function = target.partition(":")
        script = folder / name
        script.write_text(f"#!/app/bin/python\nfrom {module} import {function}\n{function}()\n")
        script.chmod(0o755)


def _new_mounts() -> list[str]:
    if os.geteuid() == 0:
        return ["unshare", "--mount"]
    return ["unshare", "--user", "--map-root-user", "--mount"]


def _become_nobody() -> list[str]:
    none = [f"--{kind}=-all" for kind in ("ambient-caps", "inh-caps", "bounding-set")]
    drop = ["setpriv", "--no-new-privs", *none]
    if os.geteuid() == 0:
        return [*drop, f"--reuid={UID}", f"--regid={UID}", "--clear-groups"]
    # Only root may become somebody else; our own id is shown as that, in a namespace of its own.
    return ["unshare", "--user", "--keep-caps", f"--map-user={UID}", f"--map-group={UID}", *drop]
