"""A page of the planner's map in a browser, and what a planner does with it."""

import argparse
import json
import pathlib
import re
import statistics
import tempfile
import time
import unittest

from map_world import PACKAGE, Server, run_saved
from playwright.sync_api import expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
OPTIONS = argparse.Namespace(folder=None, maillage=None)


class MapTest(unittest.TestCase):
    """A server, a browser, and a page of its own for each test; nothing may be wrong in its console."""

    scenario = PACKAGE / "Scenarios" / "basse-normandie.yaml"
    sites = 8
    shots = "demonstration"

    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.work.name)
        cls.prepare()
        cls.server = Server(OPTIONS.maillage, cls.scenario, cls.folder / "serve.log")
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

    @classmethod
    def prepare(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        cls.server.stop()
        cls.work.cleanup()

    def setUp(self):
        self.wrong, self.expected = [], []
        self.open()

    def tearDown(self):
        self.context.close()
        wrong = [line for line in self.wrong if not any(re.search(pattern, line) for pattern in self.expected)]
        self.assertEqual(wrong, [])

    def open(self, language="fr", viewport=WIDE):
        self.context = self.browser.new_context(viewport=viewport, locale=f"{language}-FR", accept_downloads=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", lambda line: line.type in ("error", "warning")
                     and self.wrong.append(f"console: {line.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"page: {error}"))
        self.page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: request.url.startswith((self.server.url, "blob:", "data:"))
                     or self.wrong.append(f"elsewhere: {request.url}"))
        self.flying = []
        self.page.on("request", lambda request: request.url.endswith("/events") or self.flying.append(request.url))
        for event in ("requestfinished", "requestfailed"):
            self.page.on(event, lambda request: request.url in self.flying and self.flying.remove(request.url))
        self.page.goto(self.server.url + f"/?lang={language}")
        self.page.wait_for_selector("html[data-ready]")
        self.settle()

    def reopen(self, **how):
        self.context.close()
        self.open(**how)

    # What a planner does.

    def settle(self, seconds=60):
        """Until nothing has been on its way for a moment."""
        quiet, until = 0, time.monotonic() + seconds
        while quiet < 4:
            self.page.wait_for_timeout(60)
            quiet = 0 if self.flying else quiet + 1
            self.assertLess(time.monotonic(), until, f"still on their way: {self.flying}")

    def shot(self, name):
        self.settle()
        self.page.screenshot(path=str(OPTIONS.folder / f"{self.shots}-{name}.png"))

    def covered(self):
        return int(self.page.locator("#covered-inhabitants").get_attribute("data-value", timeout=5000))

    def state(self):
        session = json.loads(self.page.evaluate("sessionStorage.getItem('maillage-scenario')"))["session"]
        state = self.server.get(f"/api/sessions/{session}")
        return state.get("state", state)

    def ids(self):
        return sorted(site.get_attribute("data-site") for site in self.page.locator("#map-a .site[data-site]").all())

    def marker(self, site):
        return self.page.locator(f'#map-a .site[data-site="{site}"]')

    def figures(self):
        self.page.click("#tab-figures")

    def add(self, kind, x, y):
        self.page.click("#add")
        self.page.click(f'[data-kind="{kind}"]')
        before = set(self.ids())
        box = self.page.locator("#map-a").bounding_box()
        self.page.mouse.click(box["x"] + x, box["y"] + y)
        expect(self.page.locator("#map-a .site[data-site]")).to_have_count(len(before) + 1)
        self.settle()
        return (set(self.ids()) - before).pop()

    def drag(self, site, dx, dy, steps=12):
        box = self.marker(site).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, steps + 1):
            self.page.mouse.move(x + dx * step / steps, y + dy * step / steps)
            self.page.wait_for_timeout(30)
        self.page.mouse.up()
        self.settle()

    def zoom_to_points(self, site):
        """Closer to a site, until the places where people live are seen."""
        box = self.marker(site).bounding_box()
        self.page.mouse.move(box["x"] + 15, box["y"] + 15)
        for _ in range(20):
            self.page.mouse.wheel(0, -100)
            self.page.wait_for_timeout(400)
            if "Lieu habité" in self.page.inner_text("#legend"):
                break
        self.settle()
        expect(self.page.locator("#legend")).to_contain_text("Lieu habité")

    def menu(self, opener, item):
        self.page.click(f"#{opener}")
        self.page.click(f"#{item}")

    def download(self, opener, item):
        with self.page.expect_download() as waiting:
            self.menu(opener, item)
        path = self.folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def load(self, text):
        path = self.folder / "load.yaml"
        path.write_text(text)
        with self.page.expect_file_chooser() as waiting:
            self.menu("file", "file-load")
        waiting.value.set_files(str(path))

    def assert_same_as_run(self, saved):
        """The page's figures are those of `maillage run` on the saved file."""
        summary = run_saved(OPTIONS.maillage, saved, self.scenario, self.folder)
        state = self.state()
        for kind, figures in summary["kinds"].items():
            for key in ("sites", "covered_inhabitants", "uncovered_inhabitants", "choices", "minutes_to_nearest"):
                self.assertEqual(state["figures"]["kinds"][kind][key], figures[key], f"{kind} {key}")
        self.assertEqual(state["figures"]["three_15s"], summary["three_15s"])
        self.assertEqual(state["figures"]["equity"], summary["equity"])
        self.assertEqual(self.covered(), summary["kinds"]["msp"]["covered_inhabitants"])

    def drag_times(self):
        """Milliseconds from a movement of the mouse to the painted answer, as the browser measures them."""
        return self.page.evaluate("performance.getEntriesByName('maillage-drag').map((entry) => entry.duration)")

    def tell_drag(self, name):
        times = self.drag_times()
        self.assertGreater(len(times), 0, "a drag gives figures on its way")
        middle, most = statistics.median(times), max(times)
        print(f"{name}: {len(times)} answers in a drag, median {middle:.0f} ms, most {most:.0f} ms", flush=True)
        return middle
