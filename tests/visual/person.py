"""Somebody who uses the explorer in a browser: opens, types, clicks, reads, exports."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

FIND = """
const [selector, words] = arguments;
const says = (one) => (one.innerText ?? one.textContent).includes(words);
return [...document.querySelectorAll(selector)].find(says) ?? null
"""


class Person:
    """Somebody at the browser."""

    def __init__(self, browser: webdriver.Chrome, address: str) -> None:
        self.browser, self.address = browser, address

    def open(self, place: str = "") -> Person:
        self.browser.get("about:blank")
        self.browser.get(self.address + place)
        self.until(lambda: self.run("return document.body.dataset.ready") == "true")
        return self

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def until(self, holds: Callable[[], object], seconds: float = 15) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"waited in vain; the page says: {self.text('body')[:1500]}"
            time.sleep(0.03)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def count(self, selector: str) -> int:
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def one(self, selector: str, words: str = "") -> WebElement:
        """The first with these words, as soon as it is there: found in the page, in one call."""
        found: list[WebElement] = []

        def is_there() -> bool:
            found[:] = filter(None, [self.run(FIND, selector, words)])
            return bool(found)

        self.until(is_there)
        return found[0]

    def click(self, selector: str, words: str = "") -> None:
        self.one(selector, words).click()

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def search(self, words: str) -> list[str]:
        """Type into the search box that the key / leads to; what is offered."""
        box = self.one("[data-focus=search]")
        box.clear()
        box.send_keys(words)
        self.until(lambda: self.count("[role=listbox] li"))
        names = "return [...document.querySelectorAll('[role=listbox] li .name')].map((one) => one.innerText)"
        return [str(name) for name in self.run(names)]

    def keys(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def shown(self) -> int:
        """Things in the graph picture, as a screen reader hears it."""
        found = re.search(r"(\d+) 个事物", self.one("canvas.picture").get_attribute("aria-label") or "")
        return int(found[1]) if found else 0

    def begin_with(self, thing: str) -> None:
        """The graph around a thing."""
        self.open()
        self.search(thing)
        self.keys(Keys.ENTER)
        self.until(lambda: self.all("canvas.picture") and self.shown() > 1)


CATCH = """
window.caught = null; window.wanted = arguments[0];
if (!window.make) {
  window.make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    if (!/svg/.test(blob.type) || wanted === 'svg') blob.arrayBuffer().then((bytes) => {
      window.caught = [...new Uint8Array(bytes)].map((one) => String.fromCharCode(one)).join('') });
    return make.call(URL, blob) } }
"""


def exported(person: Person, form: str) -> str:
    """What a click on an export gives, as text, caught where the browser would save it; of binaries the beginning."""
    person.run(CATCH, form)
    person.run("document.querySelector(arguments[0]).click()", f"details.menu.right [data-export={form}]")
    person.until(lambda: person.run("return window.caught !== null"))
    if form in ("png", "xlsx"):
        return str(person.run("return window.caught.slice(0, 8)"))
    return str(person.run("return window.caught")).encode("latin-1").decode("utf-8-sig")
