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
CITY = """沈阳市科技支撑碳达峰碳中和行动方案（2024—2030年）

一、总体要求
到2030年，突破碳达峰碳中和关键核心技术30项，培育低碳科技型企业100家。到2025年，单位地区生产总值能耗比2020年下降15%。
二、重点任务
（一）低碳与零碳工业流程再造技术攻关。研究氢冶金、电炉短流程炼钢技术，推广工业余热回收利用技术。
（二）能源低碳与多能融合技术攻关。开发钠离子电池、液流电池等新型储能技术，示范海上风电制氢。
（三）碳捕集利用与封存技术示范。在铁西区建设碳捕集利用与封存示范工程。
三、保障措施
（一）加强组织领导。市科技局牵头，市发展改革委、市工业和信息化局配合，2025年底前完成。
"""
"""A plan of our own below the one that ships, for the picture of an alignment."""

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


def narrow(browser: webdriver.Chrome) -> None:
    """Only what both plans have of tasks and targets."""
    box = "document.querySelector('.row-filter select[name=kind]')"
    WebDriverWait(browser, 60).until(lambda one: one.execute_script(f"return !!{box}"))
    browser.execute_script(f"{box}.value = 'task'; {box}.dispatchEvent(new Event('change', {{bubbles: true}}))")


PICTURES: dict[str, tuple[str, list[Act]]] = {
    "start": ("", []),
    "graph": ("", [search("dalian")]),
    "matrix": ("#/matrix", [click(".cell.s4")]),
    "map": ("#/map", [click("[data-code='210200']")]),
    "timeline": ("#/timeline", []),
    "flow": ("#/flow", []),
    "plan": ("#/plan?plan=liaoning-2023&at=6121", [click(".text .span[data-kind=Region]", 12)]),
    "compare": ("#/matrix", [compare]),
    "align": ("#/align?left=plan/liaoning-2023&right=plan/shenyang-2024", [narrow, click(".rows li button", 2)]),
    "dark": ("", [search("xinnengyuan"), click("[data-act=theme]")]),
}


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    shipped, city = (
        Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt"))),
        folder / "shenyang-2024.txt",
    )
    city.write_text(CITY, encoding="utf-8")
    for name, plans in (("one", [shipped]), ("two", [shipped, city])):
        if name == "two":
            shutil.copytree(folder / "one", folder / "two")
        report = build(plans, folder / name)
        assert len(report.plans) == len(plans), report.failures
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking", f"user-data-dir={folder}/p"):
        options.add_argument(f"--{flag}")
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    screen = {"width": 1280, "height": 720, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    IMAGES.mkdir(exist_ok=True)
    servers = {name: serve(folder / name) for name in ("one", "two")}
    try:
        addresses = {name: str(server.stdout.readline()).strip() for name, server in servers.items() if server.stdout}
        for name, (place, acts) in PICTURES.items():
            if sys.argv[1:] and name not in sys.argv[1:]:
                continue
            browser.get("about:blank")
            browser.get(addresses["two" if name == "align" else "one"] + place)
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
        for server in servers.values():
            server.terminate()
        browser.quit()


def serve(store: Path) -> subprocess.Popen[str]:
    """A server that tells its address in its first line."""
    command = [sys.executable, "-m", "cetu", "serve", "--from", str(store), "--port", "0"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")


if __name__ == "__main__":
    main()
