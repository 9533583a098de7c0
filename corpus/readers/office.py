"""Old Word and WPS files through LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from cetu.ontology.errors import ReadError

PROGRAMS = ("soffice", "libreoffice")
PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
SECONDS = 120
WHAT = {
    "doc": "an old Word or WPS file",
    "xls": "an old Excel file",
    "rtf": "an RTF file",
    "odt": "an OpenDocument file",
}


def find_office() -> str | None:
    """The program of LibreOffice, where the machine has it."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    return found or next((place for place in PLACES if Path(place).is_file()), None)


def to_modern(data: bytes, kind: str, name: str) -> bytes:
    """A file of one of the kinds of WHAT as DOCX (an Excel file as XLSX).

    Raises ReadError, in one line that says what to do, without LibreOffice and for what it cannot open.
    """
    office = find_office()
    target = "xlsx" if kind == "xls" else "docx"
    if office is None:
        raise ReadError(
            f"{name}: 旧格式文件，请安装 LibreOffice，或另存为 .{target}；"
            f"is {WHAT[kind]}: install LibreOffice, or save it as .{target}"
        )
    with tempfile.TemporaryDirectory(prefix="cetu-") as folder:
        source = Path(folder, f"plan.{kind}")
        source.write_bytes(data)
        try:
            _convert(office, source, target)
        except subprocess.TimeoutExpired:
            raise ReadError(
                f"{name}: LibreOffice {SECONDS} 秒内没有打开，请另存为 .{target}；"
                f"did not open in time: save it as .{target}"
            ) from None
        made = source.with_suffix(f".{target}")
        if not made.is_file():
            raise ReadError(
                f"{name}: LibreOffice 打不开，请另存为 .{target}；"
                f"is {WHAT[kind]} that LibreOffice cannot open: save it as .{target}"
            )
        return made.read_bytes()


def _convert(office: str, source: Path, target: str) -> None:
    # A profile of its own, so that a LibreOffice that is open on the screen does not get in the way.
    profile = (source.parent / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", target]
    subprocess.run(
        [*command, "--outdir", str(source.parent), str(source)], capture_output=True, timeout=SECONDS, check=False
    )
