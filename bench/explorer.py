"""Measure the explorer in headless Chromium without a GPU: first view, panning and zooming (search: bench/search.py).

    python bench/explorer.py [--from STORE]

Prints Markdown for bench/README.md. The graphs to pan are made up: hubs with leaves, as plans are, with Chinese labels.
The peer is vis-network as pyvis carries it, tuned as `cetu draw` tunes it, with the same things at the same places.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import Any

import pyvis
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from cetu.graph.building import build
from cetu.graph.store import open_graph
from cetu.visual.graph_layout import lay_out
from cetu.visual.site import DIST, FILES

SIZES = (500, 2000, 5000)
SECONDS = 3
VIS = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"

PAN = """
const [done] = [arguments[arguments.length - 1]];
const canvas = document.querySelector('canvas.picture'), box = canvas.getBoundingClientRect();
const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {bubbles: true, pointerId: 1, button: 0,
  clientX: box.left + x, clientY: box.top + y}));
canvas.setPointerCapture = () => {};
send('pointerdown', 5, 300);
let frames = 0; const start = performance.now();
const step = () => { frames++; const t = (performance.now() - start) / 1000;
  send('pointermove', 5 + 200 * Math.sin(t * 4), 300 + 80 * Math.cos(t * 3));
  if (frames % 20 === 0) canvas.dispatchEvent(new WheelEvent('wheel', {bubbles: true, cancelable: true,
    deltaY: frames % 40 ? 120 : -120, clientX: box.left + 300, clientY: box.top + 300}));
  if (t < %d) requestAnimationFrame(step); else { send('pointerup', 5, 300); done(frames / t) } };
requestAnimationFrame(step);
""".replace("%d", str(SECONDS))

PAN_VIS = """
const done = arguments[arguments.length - 1]; let frames = 0; const start = performance.now();
const scale = network.getScale();
const step = () => { frames++; const t = (performance.now() - start) / 1000;
  network.moveTo({position: {x: 200 / scale * Math.sin(t * 4), y: 80 / scale * Math.cos(t * 3)},
    scale: Math.floor(frames / 20) %% 2 ? scale * 1.2 : scale, animation: false});
  if (t < %d) requestAnimationFrame(step); else done(frames / t) };
requestAnimationFrame(step);
""".replace("%d", str(SECONDS)).replace("%%", "%")


def chromium() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking",
                 f"user-data-dir={tempfile.mkdtemp()}"):  # fmt: skip
        options.add_argument(f"--{flag}")
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    screen = {"width": 1280, "height": 720, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    return browser


def made_up(count: int) -> tuple[list[dict[str, Any]], list[tuple[int, int]]]:
    """Things, and ties between them: a hub for every twelve, and some ties across."""
    chance = random.Random(1)
    kinds = ("Region", "Cluster", "Technology", "Technology", "Technology", "Project")
    names = "储能氢冶金光伏风电碳捕集装备产业集群示范工程"
    things = [
        {"id": f"x/{n}", "kind": kinds[n % 6], "label": "".join(chance.choices(names, k=chance.randint(3, 11)))}
        for n in range(count)
    ]
    ties = [(n - n % 12, n) for n in range(count) if n % 12]
    ties += [(chance.randrange(count), chance.randrange(count)) for _ in range(count // 2)]
    return things, sorted({(a, b) for a, b in ties if a != b})


def write_site(folder: Path, count: int) -> Path:
    """A static site of made-up things whose page shows all of them."""
    things, ties = made_up(count)
    manner = ("each", "each", "collective")
    links = [
        {"id": f"l/{a}-{b}", "type": "said", "s": [f"x/{a}"], "p": "hasTechnology", "o": f"x/{b}", "plan": "plan/x",
         "places": [], "reading": manner[(a + b) % 3]}
        for a, b in ties
    ]  # fmt: skip
    bundle = {"things": things, "links": links, "places": [], "sections": [], "plans": []}
    site = {"summary": {"plans": [], "writable": False}, "bundle": bundle, "texts": [], "names": [], "questions": []}
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(DIST / name, folder / name)
    data = json.dumps(site, ensure_ascii=False)
    (folder / "data.js").write_text(f"window.cetuSite = {data}", encoding="utf-8")
    page = (DIST / "index.html").read_text(encoding="utf-8")
    page = page.replace('<script src="explorer.js">', '<script src="data.js"></script><script src="explorer.js">')
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder / "index.html"


def write_peer(folder: Path, count: int) -> Path:
    """The same for vis-network."""
    things, ties = made_up(count)
    places = lay_out(count, ties)
    nodes = [
        {"id": n, "label": thing["label"], "shape": "dot", "size": 9, "x": x, "y": y}
        for n, (thing, (x, y)) in enumerate(zip(things, places, strict=True))
    ]
    edges = [{"from": a, "to": b, "arrows": "to"} for a, b in ties]
    options = {
        "physics": False,
        "layout": {"improvedLayout": False},
        "nodes": {"font": {"size": 13}},
        "edges": {"smooth": False, "hoverWidth": 0},
        "interaction": {"selectConnectedEdges": False},
    }
    script = f"const network = new vis.Network(document.getElementById('n'), {{nodes: new vis.DataSet({json.dumps(nodes)}), edges: new vis.DataSet({json.dumps(edges)})}}, {json.dumps(options)})"  # noqa: E501 -- one line of script
    shutil.copyfile(VIS, folder / "vis.js")
    page = f"<meta charset=utf-8><div id=n style='width:736px;height:670px'></div><script src=vis.js></script><script>{script};network.fit()</script>"  # noqa: E501 -- one line of page
    (folder / "peer.html").write_text(page, encoding="utf-8")
    return folder / "peer.html"


def frames(browser: webdriver.Chrome, count: int) -> tuple[float, float]:
    """Frames a second of the explorer and of the peer."""
    folder = Path(tempfile.mkdtemp()) / "site"
    page, ids = write_site(folder, count), [f"x/{n}" for n in range(count)]
    query = "&".join(f"thing={one}" for one in ids)
    browser.set_script_timeout(120)
    browser.get(f"{page.as_uri()}#/graph?{query}")
    shown = f"return (document.querySelector('canvas.picture')?.getAttribute('aria-label') ?? '').includes('{count}')"
    end = time.monotonic() + 110
    while not browser.execute_script(shown) or "?s=" not in browser.current_url:
        assert time.monotonic() < end, "the picture does not come"
        time.sleep(0.2)
    time.sleep(2)
    ours = max(browser.execute_async_script(PAN) for _ in range(2))
    browser.get(write_peer(folder, count).as_uri())
    time.sleep(2)
    return ours, max(browser.execute_async_script(PAN_VIS) for _ in range(2))


def first_view(browser: webdriver.Chrome, store: Path) -> tuple[float, float]:
    """Seconds from the line that `cetu serve` prints to the view with all its data; and of a second visit."""
    browser.get("about:blank")
    command = [sys.executable, "-m", "cetu", "serve", "--from", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout
        address = server.stdout.readline().strip()
        seconds = []
        for _ in range(2):
            browser.get("about:blank")
            start = time.perf_counter()
            browser.get(address)
            while browser.execute_script("return document.body.dataset.ready") != "true":
                time.sleep(0.01)
            seconds.append(time.perf_counter() - start)
        server.terminate()
    return seconds[0], seconds[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="store", type=Path, help="a store of many plans, to measure its first view too")
    store = parser.parse_args().store
    shipped = Path(tempfile.mkdtemp()) / "store"
    build([Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))], shipped)
    browser = chromium()
    print(f"Measured on {datetime.date.today()} with `python bench/explorer.py`: Chromium headless without a GPU, "
          f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.\n")  # fmt: skip
    print("| | seconds | again |\n| --- | ---: | ---: |")
    for name, place in (("the Liaoning graph", shipped), ("the store given", store)):
        if place:
            runs = [first_view(browser, place) for _ in range(3)]
            plans = len(open_graph(place).plans())
            first, again = (statistics.median(run[at] for run in runs) for at in (0, 1))
            print(f"| first view of {name} ({plans} plans), from `cetu serve`'s line | {first:.2f} | {again:.2f} |")
    print("\n| things shown | explorer, frames/s | vis-network, frames/s | ratio |\n| ---: | ---: | ---: | ---: |")
    for count in SIZES:
        ours, theirs = frames(browser, count)
        print(f"| {count:,} | {ours:.0f} | {theirs:.0f} | {ours / theirs:.1f} |")
    browser.quit()


if __name__ == "__main__":
    main()
