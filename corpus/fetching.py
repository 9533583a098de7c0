"""Pages and files from government sites into a corpus: politely, once, and on from where a stop came.

- robots.txt is asked first and obeyed; where it cannot be had for a fault of the server, nothing is fetched.
- Between two requests to one site lie some seconds: the site's Crawl-delay, and never less than `pause`.
- What was fetched before is asked for with its ETag and date, and is not sent again where it has not changed.
- A download that breaks off goes on where it stopped, if the server can and the file is still the same.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import urllib.error
import urllib.request
import urllib.robotparser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.response import addinfourl

from cetu import __version__
from cetu.corpus.collection import LARGEST, Corpus, Record, safe_name
from cetu.ontology.errors import CetuError

AGENT = f"cetu/{__version__} (policy research; obeys robots.txt)"
PAUSE = 3.0
"""Seconds between two requests to one site."""

TIMEOUT = 60.0
CHUNK = 1 << 16
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "application/vnd.ms-works": ".wps",
}


class FetchError(CetuError):
    """An address that cannot be fetched, or must not."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the cache knows of an address: the sha256 of its file in the corpus, and the server's marks of it."""

    address: str
    sha256: str
    etag: str | None
    modified: str | None


class Fetcher:
    """Fetches into one corpus; remembers robots.txt and the last request to each site."""

    def __init__(self, corpus: Corpus, *, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep) -> None:
        self._corpus = corpus
        self._pause = pause
        self._sleep = sleep
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}
        self._last: dict[str, float] = {}
        self._cache = corpus.folder / "cache"

    def fetch(self, address: str) -> tuple[Record, bool]:
        """The record of what stands at an address, and whether it is new. FetchError, in one line that says why."""
        site = _site(address)
        if not self._allowed(site, address):
            raise FetchError(
                f"{address}: 网站的 robots.txt 不许程序读取，请手工另存；robots.txt asks programs to stay away"
            )
        known = self._known(address)
        part = self._cache / f"{_digest(address)}.part"
        headers = self._ask(known, part)
        self._wait(site)
        try:
            with self._open(address, headers) as answer:
                _receive(answer, part, address)
                return self._keep(address, part, answer)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 304 and known and (record := self._held(known)):
                return record, False
            part.unlink(missing_ok=True)
            raise FetchError(
                f"{address}: 网站答 {error.code}，请查网址；the site answers {error.code} {error.reason}"
            ) from None
        except (OSError, HTTPException) as error:
            raise FetchError(
                f"{address}: 没有取完，再试一次会接着取；{_reason(error)}; it goes on where it stopped"
            ) from None

    def _ask(self, known: Known | None, part: Path) -> dict[str, str]:
        """Headers: only what has changed, or only what is missing."""
        marks = _marks(part)
        if part.exists() and part.stat().st_size and (mark := marks.get("etag") or marks.get("modified")):
            return {"Range": f"bytes={part.stat().st_size}-", "If-Range": mark}
        part.unlink(missing_ok=True)
        if not known or not self._held(known):
            return {}
        wanted = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        return {name: value for name, value in wanted.items() if value}

    def _open(self, address: str, headers: dict[str, str]) -> addinfourl:
        asked = urllib.request.Request(_ascii(address), headers={"User-Agent": AGENT, **headers})
        answer: addinfourl = urllib.request.urlopen(asked, timeout=TIMEOUT)
        return answer

    def _keep(self, address: str, part: Path, answer: addinfourl) -> tuple[Record, bool]:
        record, new = self._corpus.add(part, source=address, name=_name(address, answer.headers))
        marks = Known(address, record.sha256, answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        path = self._cache / f"{_digest(address)}.json"
        path.write_text(json.dumps(asdict(marks), ensure_ascii=False), encoding="utf-8")
        for done in (part, part.with_suffix(".marks")):
            done.unlink(missing_ok=True)
        return record, new

    def _known(self, address: str) -> Known | None:
        self._cache.mkdir(parents=True, exist_ok=True)
        with suppress(OSError, ValueError, TypeError):
            return Known(**json.loads((self._cache / f"{_digest(address)}.json").read_text(encoding="utf-8")))
        return None

    def _held(self, known: Known) -> Record | None:
        return next((one for one in self._corpus.records() if one.sha256 == known.sha256), None)

    def _allowed(self, site: str, address: str) -> bool:
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        return self._robots[site].can_fetch(AGENT, _ascii(address))

    def _read_robots(self, site: str) -> urllib.robotparser.RobotFileParser:
        rules = urllib.robotparser.RobotFileParser()
        self._wait(site)
        try:
            with self._open(f"{site}/robots.txt", {}) as answer:
                rules.parse(answer.read(CHUNK * 8).decode("utf-8", "replace").splitlines())
        except urllib.error.HTTPError as error:
            error.close()
            if error.code >= 500:
                raise FetchError(
                    f"{site}: 读不到 robots.txt，请稍后再试；cannot be had ({error.code}); try again later"
                ) from None
            rules.parse(["User-agent: *", "Disallow: /"] if error.code in (401, 403) else [])
        except (OSError, HTTPException) as error:
            raise FetchError(
                f"{site}: 连不上，请查网址和网络；{_reason(error)}; check the address and the network"
            ) from None
        return rules

    def _wait(self, site: str) -> None:
        """Until the site may be asked again."""
        rules = self._robots.get(site)
        pause = max(self._pause, float((rules.crawl_delay(AGENT) if rules else 0) or 0))
        now = time.monotonic()
        left = self._last.get(site, now - pause) + pause - now
        if left > 0:
            self._sleep(left)
        self._last[site] = time.monotonic()


def _receive(answer: addinfourl, part: Path, address: str) -> None:
    """What the server sends, behind what is there if it says that it goes on from there."""
    marks = {"etag": answer.headers.get("ETag"), "modified": answer.headers.get("Last-Modified")}
    part.with_suffix(".marks").write_text(json.dumps(marks), encoding="utf-8")
    with part.open("ab" if answer.status == 206 else "wb") as file:
        while chunk := answer.read(CHUNK):
            file.write(chunk)
            if file.tell() > LARGEST:
                raise FetchError(f"{address} 超过 {LARGEST // 1_000_000} MB，不会是规划；is larger than any plan")
    size = answer.headers.get("Content-Length")
    if size and answer.status == 200 and part.stat().st_size < int(size):
        raise OSError("the connection broke off")


def _marks(part: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        return {name: mark for name, mark in json.loads(part.with_suffix(".marks").read_text()).items() if mark}
    return {}


def _name(address: str, headers: Message) -> str:
    """A name for the file: what the server calls it, else the end of its address; its ending says what it is."""
    given = headers.get_filename() or unquote(urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]) or "index"
    name = safe_name(given)
    ending = ENDINGS.get(headers.get_content_type(), "")
    known = {*ENDINGS.values(), ".htm", ".xls", ".shtml"}
    if ending and Path(name).suffix.lower() not in known:
        name += ending
    return re.sub(r"\.s?html?$", ".html", name, flags=re.IGNORECASE)


def _site(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{address} 不是网址；is no web address: write it with http:// or https://")
    return f"{parts.scheme}://{parts.netloc}"


def _ascii(address: str) -> str:
    """The address as it is sent: what is not ASCII percent-encoded, the host in its own code."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    path, query = (quote(part, safe="/%:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def _reason(error: Exception) -> str:
    return str(getattr(error, "reason", None) or error or type(error).__name__).strip().lower()
