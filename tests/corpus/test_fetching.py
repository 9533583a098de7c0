"""Fetching from a real server on this machine: it obeys robots.txt, waits, asks only for what is new, and goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cetu.corpus.collection import Corpus, open_corpus
from cetu.corpus.fetching import Fetcher, FetchError

PAGE = "海东省氢能产业发展规划\n一、重点任务\n（一）建设制氢示范项目。\n".encode()


class Site(ThreadingHTTPServer):
    """What a site holds, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, bytes] = {"/a.txt": PAGE}
        self.robots: tuple[int, bytes] = (200, b"User-agent: *\nDisallow: /secret/\nCrawl-delay: 7\n")
        self.break_after: int | None = None
        self.ranges = True
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.server
        site.asked.append((self.path, dict(self.headers)))
        if self.path == "/robots.txt":
            self._send(site.robots[0], site.robots[1])
        elif self.path not in site.pages:
            self._send(404, b"")
        elif self.headers.get("If-None-Match") == self._etag():
            self._send(304, b"")
        elif site.ranges and self.headers.get("If-Range") == self._etag():
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            self._send(206, site.pages[self.path][start:])
        else:
            self._send(200, site.pages[self.path])

    def _etag(self) -> str:
        return f'"{hash(self.server.pages[self.path])}"'

    def _send(self, status: int, data: bytes) -> None:
        self.send_response(status)
        if self.path in self.server.pages:
            self.send_header("ETag", self._etag())
            self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        cut = self.server.break_after if status in (200, 206) and self.path in self.server.pages else None
        self.wfile.write(data[:cut] if cut else data)
        if cut:
            self.server.break_after = None
            self.close_connection = True


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return open_corpus(tmp_path / "corpus", make=True)


def fetcher(corpus: Corpus, waited: list[float] | None = None) -> Fetcher:
    return Fetcher(corpus, sleep=(waited if waited is not None else []).append)


def test_a_page_comes_into_the_corpus_with_its_address(site: Site, corpus: Corpus) -> None:
    record, new = fetcher(corpus).fetch(site.url("/a.txt"))
    assert new and record.source == site.url("/a.txt") and record.key == "a"
    assert corpus.path(record).read_bytes() == PAGE and record.card.title == "海东省氢能产业发展规划"
    assert site.asked[0][0] == "/robots.txt" and all("cetu" in headers["User-Agent"] for _, headers in site.asked)


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, corpus: Corpus) -> None:
    site.pages["/secret/a.txt"] = PAGE
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher(corpus).fetch(site.url("/secret/a.txt"))
    assert [path for path, _ in site.asked] == ["/robots.txt"] and corpus.records() == ()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, False), (503, False)])
def test_a_site_without_robots_txt_is_open_and_a_broken_one_is_not(
    site: Site, corpus: Corpus, status: int, allowed: bool
) -> None:
    site.robots = (status, b"")
    if allowed:
        assert fetcher(corpus).fetch(site.url("/a.txt"))[1]
    else:
        with pytest.raises(FetchError):
            fetcher(corpus).fetch(site.url("/a.txt"))
        assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_requests_to_one_site_are_apart_by_its_own_delay(site: Site, corpus: Corpus) -> None:
    waited: list[float] = []
    site.pages["/b.txt"] = PAGE + b"b"
    asking = fetcher(corpus, waited)
    for name in ("/a.txt", "/b.txt"):
        asking.fetch(site.url(name))
    assert len(waited) == 2 and all(6 < seconds <= 7 for seconds in waited)


def test_what_has_not_changed_is_not_sent_again(site: Site, corpus: Corpus) -> None:
    record, _ = fetcher(corpus).fetch(site.url("/a.txt"))
    assert fetcher(corpus).fetch(site.url("/a.txt")) == (record, False)
    assert "If-None-Match" in site.asked[-1][1]
    site.pages["/a.txt"] = PAGE + "（二）推广。\n".encode()
    changed, new = fetcher(corpus).fetch(site.url("/a.txt"))
    assert new and corpus.path(changed).read_bytes() == site.pages["/a.txt"]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_download_that_broke_off_goes_on(site: Site, corpus: Corpus, ranges: bool) -> None:
    site.pages["/a.txt"] = PAGE * 5000
    site.break_after, site.ranges = 200_000, ranges
    with pytest.raises(FetchError, match="goes on where it stopped"):
        fetcher(corpus).fetch(site.url("/a.txt"))
    assert corpus.records() == ()
    record, new = fetcher(corpus).fetch(site.url("/a.txt"))
    assert new and corpus.path(record).read_bytes() == PAGE * 5000
    assert site.asked[-1][1].get("Range", "").startswith("bytes=") and "If-Range" in site.asked[-1][1]


def test_a_file_that_changed_in_between_is_sent_whole(site: Site, corpus: Corpus) -> None:
    site.pages["/a.txt"] = PAGE * 5000
    site.break_after = 200_000
    with pytest.raises(FetchError):
        fetcher(corpus).fetch(site.url("/a.txt"))
    site.pages["/a.txt"] = "另一份规划。\n".encode() * 3
    record, _ = fetcher(corpus).fetch(site.url("/a.txt"))
    assert corpus.path(record).read_bytes() == site.pages["/a.txt"]


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/passwd", "a.txt", "http:///a"])
def test_only_web_addresses_are_fetched(corpus: Corpus, address: str) -> None:
    with pytest.raises(FetchError, match="http"):
        fetcher(corpus).fetch(address)


def test_what_is_not_there_or_not_reached_says_so(site: Site, corpus: Corpus) -> None:
    with pytest.raises(FetchError, match="404"):
        fetcher(corpus).fetch(site.url("/none.txt"))
    site.shutdown()
    site.server_close()
    with pytest.raises(FetchError, match="check the address"):
        fetcher(corpus).fetch(site.url("/a.txt"))
