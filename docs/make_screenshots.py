"""Make the pictures of the explorer in the README: every view, of the plan that ships, in a real browser.

    python docs/make_screenshots.py [NAME…]

Needs Chromium with its driver, and a font with Chinese. Writes docs/images/*.webp.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from cetu.graph.building import build

IMAGES = Path(__file__).parent / "images"

Act = Callable[[webdriver.Chrome], None]


def click(selector: str, nth: int = 0) -> Act:
    """Click the nth of those that the selector finds, once it is there."""

    def act(browser: webdriver.Chrome) -> None:
        found = "document.querySelectorAll(arguments[0])[arguments[1]]"
        WebDriverWait(browser, 60).until(lambda one: one.execute_script(f"return !!{found}", selector, nth))
        event = "new MouseEvent('click', {bubbles: true, cancelable: true})"
        browser.execute_script(f"{found}.dispatchEvent({event})", selector, nth)

    return act


def search(words: str) -> Act:
    def act(browser: webdriver.Chrome) -> None:
        box = browser.find_element("css selector", ".start input")
        box.send_keys(words)
        time.sleep(1)
        box.send_keys(Keys.ENTER)

    return act


def compare(browser: webdriver.Chrome) -> None:
    browser.execute_script("document.querySelector('details.menu').open = true")
    browser.find_element("css selector", "form.drop button.primary").click()


PICTURES: dict[str, tuple[str, list[Act]]] = {
    "start": ("", []),
    "graph": ("", [search("dalian")]),
    "matrix": ("#/matrix", [click(".cell.s4")]),
    "map": ("#/map", [click("[data-code='210200']")]),
    "timeline": ("#/timeline", []),
    "flow": ("#/flow", []),
    "plan": ("#/plan?plan=liaoning-2023&at=6121", [click(".text .span[data-kind=Region]", 12)]),
    "compare": ("#/matrix", [compare]),
    "dark": ("", [search("xinengyuan"), click("[data-act=theme]")]),
}


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    report = build([Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))], folder / "store")
    assert report.plans, report.failures
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking", f"user-data-dir={folder}/p"):
        options.add_argument(f"--{flag}")
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    screen = {"width": 1280, "height": 720, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    command = [sys.executable, "-m", "cetu", "serve", "--from", str(folder / "store"), "--port", "0"]
    IMAGES.mkdir(exist_ok=True)
    server = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        assert server.stdout
        address = server.stdout.readline().strip()
        for name, (place, acts) in PICTURES.items():
            if sys.argv[1:] and name not in sys.argv[1:]:
                continue
            browser.get("about:blank")
            browser.get(address + place)
            ready = "return document.body.dataset.ready === 'true'"
            WebDriverWait(browser, 60).until(lambda one, ready=ready: one.execute_script(ready))
            time.sleep(1)
            for act in acts:
                act(browser)
                time.sleep(1.5)
            shot = {"format": "webp", "quality": 82}
            data = browser.execute_cdp_cmd("Page.captureScreenshot", shot)["data"]
            (IMAGES / f"{name}.webp").write_bytes(base64.b64decode(data))
            print(IMAGES / f"{name}.webp")
    finally:
        server.terminate()
        browser.quit()


if __name__ == "__main__":
    main()
