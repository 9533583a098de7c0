"""Bytes of files, also of those inside a ZIP (`规划.zip/方案.docx`), and what kind of file they are by content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cetu.ontology.errors import ReadError

LARGEST = 200 * 1024 * 1024
"""Bytes of the largest file that is read, packed or not."""
LARGEST_RATIO = 300
"""A member that grows so many times when it is unpacked, to more than 10 MB, is a bomb."""
MOST_MEMBERS = 5000
HEAD = 4096
MARKS = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"BM", "picture"),
    (b"GIF8", "picture"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"\x1f\x8b", "gzip"),
)
PACKED = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
PIECE = re.compile(rb"<(?:div|table|meta|span|p)[\s>]", re.IGNORECASE)
WEB = (".html", ".htm", ".shtml", ".xhtml", ".jhtml")
WORD, WORKBOOK = (name.encode("utf-16-le") for name in ("WordDocument", "Workbook"))
OTHERS = {
    "pptx": "演示文稿，请把文字存为 .docx 或 .txt；is a presentation: save its text as .docx or .txt",
    "ofd": "OFD 文件，请存为 PDF；is an OFD file: save it as PDF",
    "7z": "7z 压缩包，请解压或改成 ZIP；is a 7z archive: unpack it, or make a ZIP of it",
    "rar": "RAR 压缩包，请解压或改成 ZIP；is a RAR archive: unpack it, or make a ZIP of it",
    "gzip": "gzip 文件，请解压；is a gzip file: unpack it",
}
"""Kinds that no reader reads, and what to do."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or of a member of a ZIP whose path goes on behind the ZIP's.

    Raises ReadError, in one line that says what to do, for what is not there, a folder, too large or a bomb.
    """
    if path.is_dir():
        raise ReadError(f"{path}: 这是文件夹，请给出其中的文件；is a folder: name a file in it")
    archive = archive_of(path)
    if archive is not None:
        return _read_member(archive, path.relative_to(archive).as_posix())
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(
                f"{path}: 超过 {LARGEST // 2**20} MB，规划没有这么大，请拆开；larger than any plan, split it"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: 没有这个文件；there is no such file") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ReadError(
            f"{path}: 无法读取（{why}），请检查文件名和权限；cannot be read: check its name and its permissions"
        ) from None


def archive_of(path: Path) -> Path | None:
    """The ZIP that a path leads into; None for a path of the file system."""
    try:
        return next((one for one in path.parents if one.is_file()), None)
    except (OSError, ValueError):
        return None


def members(archive: Path) -> Iterator[Path]:
    """Paths of the files in a ZIP, in order of their names; folders, hidden files and macOS's shadows left out.

    A name with .. or a drive is cut down to its last part; nothing is ever unpacked to disk.
    """
    with _opened(archive) as pack:
        for name in sorted(set(_names(pack).values())):
            if not any(part.startswith((".", "__MACOSX", "~$")) for part in PurePosixPath(name).parts):
                yield archive / name


def kind_of(data: bytes, name: str = "") -> str:
    """The kind of a file by its content: "pdf", "docx", "xlsx", "zip", "html", "doc", "xls", "rtf", "odt", "picture",
    one of OTHERS, or "text" for everything else.

    Tags alone make no web page, for plain text may have kept some; a piece of a page is known by its name.
    """
    head = data[:HEAD]
    for mark, kind in MARKS:
        if head.startswith(mark) or (kind == "pdf" and mark in head[:1024]):
            return _kind_of_ole(data) if kind == "ole" else kind
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _kind_of_pack(data)
    head = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    if HTML.search(head) or (name.lower().endswith(WEB) and PIECE.search(head)):
        return "html"
    return "text"


def _kind_of_ole(data: bytes) -> str:
    return "xls" if WORKBOOK in data and WORD not in data else "doc"


def _kind_of_pack(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            names = set(pack.namelist()[:MOST_MEMBERS])
            if "mimetype" in names and b"opendocument" in pack.open("mimetype").read(100):
                return "odt"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "zip"
    return next((kind for name, kind in PACKED if name in names), "zip")


def open_pack(data: bytes, name: str) -> zipfile.ZipFile:
    """A ZIP (also a DOCX or XLSX) whose members are none of them bombs, opened. Raises ReadError where it is broken."""
    try:
        pack = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReadError(
            f"{name}: 文件损坏，读不出目录，请重新获取；is broken, its contents cannot be read: get it once more"
        ) from None
    _check(pack, name)
    return pack


def read_entry(pack: zipfile.ZipFile, entry: str | zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of a member, never more than its declared size. Raises ReadError where it is broken or locked."""
    info = pack.getinfo(entry) if isinstance(entry, str) else entry
    try:
        with pack.open(info) as stream:
            data = stream.read(LARGEST + 1)
    except RuntimeError:
        raise ReadError(
            f"{name}: 有密码，请另存一份不加密的；is locked by a password: save a copy without it"
        ) from None
    except Exception as error:  # zlib, lzma and bz2 each raise errors of their own
        raise ReadError(f"{name}: 文件损坏，请重新获取；is broken ({type(error).__name__}): get it once more") from None
    if len(data) > LARGEST:
        raise ReadError(
            f"{name}: 超过 {LARGEST // 2**20} MB，规划没有这么大，请拆开；is larger than any plan: split it"
        )
    return data


def _check(pack: zipfile.ZipFile, name: str) -> None:
    infos = pack.infolist()
    if len(infos) > MOST_MEMBERS:
        raise ReadError(
            f"{name}: 里面超过 {MOST_MEMBERS} 个文件，请解压后给出文件夹；"
            f"holds more than {MOST_MEMBERS} files: unpack it and name its folder"
        )
    if sum(info.file_size for info in infos) > 5 * LARGEST:
        raise ReadError(
            f"{name}: 解压后超过 {5 * LARGEST // 2**20} MB，请解压后给出文件夹；"
            f"would unpack to more than {5 * LARGEST // 2**20} MB: unpack it and name its folder"
        )
    for info in infos:
        grown = info.file_size > LARGEST_RATIO * max(1, info.compress_size) and info.file_size > 10 * 2**20
        if grown or info.file_size > LARGEST:
            raise ReadError(
                f"{name}: 里面有文件解压后达 {info.file_size // 2**20} MB，不予读取；"
                f"holds a file that unpacks to {info.file_size // 2**20} MB: it is not read"
            )


def _opened(archive: Path) -> zipfile.ZipFile:
    data = archive.read_bytes() if archive.stat().st_size <= 5 * LARGEST else b""
    return open_pack(data, str(archive))


def _read_member(archive: Path, wanted: str) -> bytes:
    with _opened(archive) as pack:
        for info, name in _names(pack).items():
            if name == wanted:
                return read_entry(pack, info, f"{archive}/{name}")
    raise ReadError(f"{archive}: 里面没有文件 {wanted}；holds no file {wanted}")


def _names(pack: zipfile.ZipFile) -> dict[zipfile.ZipInfo, str]:
    """Safe names of the files of a ZIP; those that Windows wrote in GBK are decoded as that."""
    names: dict[zipfile.ZipInfo, str] = {}
    taken: set[str] = set()
    for info in pack.infolist():
        if info.is_dir():
            continue
        name = info.filename
        if not info.flag_bits & 0x800:
            name = _decoded(name)
        name = _safe(name)
        if name and name not in taken:
            taken.add(name)
            names[info] = name
    return names


def _decoded(name: str) -> str:
    """A name that zipfile took for code page 437, as UTF-8 or GBK where it is that."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return name


def _safe(name: str) -> str:
    r"""A relative path without .., drives and control characters.

    >>> _safe("../../etc/passwd"), _safe("C:\\规划\\方案.docx"), _safe("规划/./方案.txt")
    ('passwd', '方案.docx', '规划/方案.txt')
    """
    name = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/"))
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or ".." in parts or any(":" in part for part in parts):
        parts = parts[-1:] if parts and parts[-1] != ".." else []
    return "/".join(part[:200].replace(":", "") for part in parts)
