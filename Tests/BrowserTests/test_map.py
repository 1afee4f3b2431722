"""The planner's map in a real browser, as a planner uses it.

    python3 Tests/BrowserTests/test_map.py FOLDER --maillage .build/debug/maillage [--only TESTNAME…]

Screenshots go into FOLDER. Needs Debian's chromium and the Python package playwright.
"""

import argparse
import pathlib
import re
import struct
import sys
import unittest
import zlib

from map_page import OPTIONS, PHONE, MapTest
from map_territories import Corsica, Horizon, NamesAreOnlyNames  # noqa: F401, tests of this file too
from map_world import PACKAGE
from playwright.sync_api import expect


class Demonstration(MapTest):
    def test_open(self):
        self.assertEqual(len(self.ids()), self.sites)
        self.assertEqual(self.covered(), self.state()["figures"]["kinds"]["msp"]["covered_inhabitants"])
        expect(self.page.locator("#legend li")).not_to_have_count(0)
        self.assertTrue(self.page.evaluate("""() => {
            const canvas = document.querySelector('.leaflet-communes-pane canvas');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value > 0);
        }"""), "communes are painted")
        paint = self.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        figures = self.page.evaluate("performance.getEntriesByName('maillage-first-figures')[0].startTime")
        print(f"demonstration: first paint {paint:.0f} ms, first figures {figures:.0f} ms", flush=True)
        self.shot("open-fr")
        self.page.locator("#panel-figures").evaluate("(panel) => { panel.scrollTop = 480; }")
        self.shot("poles-fr")
        self.page.locator("#panel-figures").evaluate("(panel) => { panel.scrollTop = 5000; }")
        self.shot("equity-fr")

    def test_add_drag_undo_redo_close(self):
        first = self.covered()
        site = self.add("msp", 640, 300)
        self.page.click('[data-key="team"]')
        self.settle()
        self.shot("added")
        opened = self.state()["changes"][-1]["open"]
        self.assertEqual(opened["id"], site)
        self.assertEqual(sum(opened["professionals"].values()), 15)
        self.figures()
        added = self.covered()
        self.assertGreaterEqual(added, first, "one more site makes nobody worse off")
        self.drag(site, 70, 40, steps=60)
        moved = self.state()["changes"][-1]["open"]["at"]
        self.assertNotEqual(moved, opened["at"])
        self.tell_drag("demonstration")
        self.figures()
        dragged = self.covered()
        self.shot("dragged")
        self.page.keyboard.press("Control+z")
        self.settle()
        self.assertEqual(self.state()["changes"][-1]["open"]["at"], opened["at"])
        self.assertEqual(self.covered(), added)
        self.page.click("#redo")
        self.settle()
        self.assertEqual(self.state()["changes"][-1]["open"]["at"], moved)
        self.assertEqual(self.covered(), dragged)
        self.marker(site).click()
        self.page.click('[data-key="close"]')
        expect(self.marker(site)).to_have_count(0)
        self.settle()
        self.figures()
        self.assertEqual(self.covered(), first)
        for _ in range(4):
            self.page.click("#undo")
        expect(self.page.locator("#undo")).to_be_disabled()
        self.settle()
        self.assertEqual(self.covered(), first)

    def test_existing_site_staff_and_closing(self):
        self.marker("gace").click()
        self.page.select_option('[data-key="add-profession"]', "nurse")
        self.settle()
        self.page.click('[data-key="more-nurse"]')
        self.settle()
        self.assertIn({"staff": {"id": "gace", "add": {"nurse": 2}}}, self.state()["changes"])
        self.page.click("#tab-changes")
        self.shot("changes")
        self.marker("gace").click()
        self.page.fill("#field-days_per_week", "3")
        self.page.keyboard.press("Tab")
        self.settle()
        self.assertIn({"close": {"id": "gace"}}, self.state()["changes"])
        opened = [change["open"] for change in self.state()["changes"] if "open" in change]
        self.assertEqual([entry["kind"] for entry in opened if entry.get("days_per_week") == 3], ["msp"])

    def test_beds_and_nurses(self):
        beds = self.add("temporary_stay", 600, 340)
        self.page.fill("#field-beds", "12")
        self.page.keyboard.press("Tab")
        self.settle()
        pool = self.add("nurse_pool", 700, 420)
        self.settle()
        changes = {word: entry for change in self.state()["changes"] for word, entry in change.items()}
        self.assertEqual((changes["temporary_stay"]["id"], changes["temporary_stay"]["beds"]), (beds, 12))
        self.assertEqual((changes["nurse_pool"]["id"], changes["nurse_pool"]["nurses"]), (pool, 4))

    def test_save_and_run(self):
        site = self.add("msp", 560, 330)
        self.page.click('[data-key="team"]')
        self.drag(site, 30, -20)
        self.figures()
        self.settle()
        saved = self.download("file", "file-save")
        self.assert_same_as_run(saved)
        files = ("export-gpkg", "export-csv", "export-sites", "export-uncovered", "export-summary", "export-report")
        for item in files:
            self.assertGreater(self.download("file", item).stat().st_size, 100, item)

    def test_reload_keeps_the_work(self):
        site = self.add("msp", 560, 330)
        self.figures()
        covered = self.covered()
        self.page.reload()
        self.page.wait_for_selector("html[data-ready]")
        self.settle()
        self.assertIn(site, self.ids())
        self.assertEqual(self.covered(), covered)

    def test_load(self):
        text = self.scenario.read_text().replace("at: [0.22925, 49.1466]", "at: [0.2, 49.1]")
        self.load(text.replace("name: Basse-Normandie, deux pôles de plus", "name: Chargé"))
        expect(self.page.locator("#scenario-name")).to_have_value("Chargé")
        self.settle()
        self.assertEqual(self.state()["changes"][2]["open"]["at"], [0.2, 49.1])
        before = self.covered()
        self.expected = [r"status of 4\d\d"]
        self.load(text.replace("id: orbec", "id: orbecc"))
        expect(self.page.locator(".notice-problem")).to_contain_text("orbec")
        expect(self.page.locator(".notice-problem .remedy").first).to_be_visible()
        self.shot("refused-file")
        self.assertEqual(self.covered(), before)

    def test_refused_change(self):
        self.expected = [r"status of 422"]
        self.marker("vimoutiers").click()
        before = self.state()["changes"]
        self.page.fill("#field-minutes", "700")
        self.page.keyboard.press("Tab")
        expect(self.page.locator(".notice-problem")).to_contain_text("600")
        self.shot("refused-change")
        self.settle()
        self.assertEqual(self.state()["changes"], before)
        expect(self.page.locator("#undo")).to_be_disabled()

    def test_lost_connection(self):
        self.expected = [r"net::ERR"]
        self.page.route("**/changes", lambda route: route.abort())
        self.marker("vimoutiers").focus()
        self.page.keyboard.press("ArrowDown")
        expect(self.page.locator("#connection")).to_be_visible()
        self.page.screenshot(path=str(OPTIONS.folder / f"{self.shots}-lost.png"))
        self.page.unroute("**/changes")
        expect(self.page.locator("#connection")).to_be_hidden(timeout=15_000)
        self.settle()
        self.assertNotEqual(self.state()["changes"][0]["open"]["at"], [0.19835, 48.92772])

    def test_place(self):
        self.page.click("#place")
        self.page.click("#place-start")
        expect(self.page.locator("#accept-all")).to_be_visible(timeout=90_000)
        self.shot("proposals")
        proposals = self.page.locator(".proposals li").count()
        self.assertEqual(proposals, 5)
        before = len(self.ids())
        self.figures()
        covered = self.covered()
        self.page.click("#tab-place")
        self.page.locator(".proposals button").first.click()
        expect(self.page.locator("#map-a .site[data-site]")).to_have_count(before + 1)
        self.settle()
        self.page.click("#accept-all")
        expect(self.page.locator("#map-a .site[data-site]")).to_have_count(before + 5)
        self.settle()
        self.figures()
        self.assertGreater(self.covered(), covered)
        self.shot("accepted")
        self.assert_same_as_run(self.download("file", "file-save"))

    def test_place_and_stop(self):
        self.page.click("#place")
        self.page.select_option('[data-key="model"]', "p-center")
        self.page.fill('[data-key="sites"]', "20")
        self.page.click("#place-start")
        self.page.click("#place-stop")
        expect(self.page.locator("#place-start")).to_be_visible()
        expect(self.page.locator(".notice-news").first).to_be_visible()
        self.assertEqual(self.page.locator(".proposals li").count(), 0)
        self.assertEqual(len(self.ids()), self.sites)

    def test_explanations(self):
        box = self.page.locator("#map-a").bounding_box()
        self.page.mouse.click(box["x"] + 560, box["y"] + 300)
        expect(self.page.locator("#panel-selection .reason").first).to_be_visible()
        expect(self.page.locator("#panel-selection .pairs").first).to_contain_text("min")
        self.shot("commune")
        self.zoom_to_points("orbec")
        # A place where people live that lies under no site: dark on its own canvas.
        at = self.page.evaluate("""() => {
            const canvas = document.querySelector('.leaflet-population-pane canvas');
            const box = canvas.getBoundingClientRect();
            const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let place = 0; place < data.length / 4; place += 1) {
                const x = box.left + (place % width) * box.width / width;
                const y = box.top + Math.floor(place / width) * box.width / width;
                const isDark = data[4 * place + 3] > 120 && data[4 * place] < 60;
                if (isDark && document.elementFromPoint(x + 1, y + 1)?.id === 'map-a') return [x + 1, y + 1];
            }
            return null;
        }""")
        self.page.mouse.click(*at)
        expect(self.page.locator("#panel-selection .card-head .quiet")).to_contain_text("Lieu habité")
        expect(self.page.locator("#panel-selection .pairs").first).to_contain_text("min")
        self.shot("point")

    def test_layers_moments_and_figures(self):
        for layer in ("uncovered_zones", "overlaps"):
            self.page.check(f'[data-layer="{layer}"]')
        self.settle()
        self.shot("zones")
        figures = self.page.eval_on_selector_all("#figure option", "(options) => options.map((option) => option.value)")
        self.assertGreater(len(figures), 3)
        for figure in figures:
            self.page.select_option("#figure", figure)
        self.page.select_option("#figure", "inhabitants")
        self.shot("inhabitants")
        for moment in self.page.locator(".segment").all():
            moment.click()
            self.settle()

    def test_years(self):
        site = self.add("msp", 640, 300)
        expect(self.page.locator("#year")).to_have_count(0)
        self.page.fill("#field-from", "2030")
        self.page.keyboard.press("Tab")
        expect(self.page.locator("#year")).to_be_visible()
        self.page.locator("#year").fill("2029")
        expect(self.marker(site)).to_have_count(0)
        self.assertEqual(self.state()["year"], 2029)
        self.page.locator("#year").fill("2031")
        expect(self.marker(site)).to_have_count(1)
        self.shot("year")

    def test_language(self):
        page = PACKAGE / "Sources/MapServer/Page"
        texts = "".join((page / name).read_text() for name in ("texts.js", "texts-of-the-field.js"))
        text = r'"((?:[^"\\]|\\.)*)"'
        entries = re.findall(rf'^  "?([\w-]+)"?: {{\s*fr: {text},\s*en: {text},?\s*}},$', texts, re.M)
        written = len(re.findall(r"\bfr: ", texts)) - texts.count("fr: string")
        self.assertEqual(len(entries), written, "every key has both languages")
        self.assertEqual(len(entries), len({key for key, _, _ in entries}), "no key stands twice")
        for key, french, english in entries:
            placeholders = [sorted(re.findall(r"\{\w+\}", text)) for text in (french, english)]
            self.assertEqual(placeholders[0], placeholders[1], key)
            self.assertTrue(french and english, key)
        keys = {key for key, _, _ in entries}
        for file in [*page.glob("*.js"), page / "index.html"]:
            used = re.findall(r'\bt\(\s*"([\w-]+)"|data-(?:text|title|label|placeholder)="([\w-]+)"', file.read_text())
            self.assertLessEqual({one or other for one, other in used}, keys, file.name)
        self.assertIn("Habitants couverts", self.page.inner_text("body"))
        self.page.click("#language")
        self.settle()
        body = self.page.inner_text("body")
        self.assertIn("Inhabitants covered", body)
        for word in ("Habitants couverts", "Modifications", "Ajouter", "Comparer"):
            self.assertNotIn(word, body)
        self.assertEqual(self.page.get_attribute("html", "lang"), "en")
        self.shot("open-en")

    def test_compare(self):
        self.menu("compare", "compare-baseline")
        expect(self.page.locator("#map-b .site").first).to_be_visible()
        self.assertEqual(self.page.locator("#map-b .site").count(), 5, "the five poles of 2010")
        self.shot("linked")
        self.page.click("#zoom-in")
        self.page.wait_for_timeout(600)
        scales = [self.page.inner_text(f"{name} .leaflet-control-scale-line") for name in ("#map-a", "#map-b")]
        self.assertEqual(scales[0], scales[1], "the maps move together")
        self.menu("compare", "compare-swipe")
        self.page.focus("#curtain")
        for _ in range(5):
            self.page.keyboard.press("ArrowLeft")
        self.assertEqual(self.page.get_attribute("#curtain", "aria-valuenow"), "40")
        self.shot("swipe")
        covered = self.covered()
        self.menu("compare", "compare-swap")
        self.settle()
        self.assertEqual(len(self.ids()), 5)
        self.assertNotEqual(self.covered(), covered)
        self.menu("compare", "compare-end")
        expect(self.page.locator("#map-b")).to_be_hidden()

    def test_picture(self):
        path = self.download("file", "export-png")
        content = path.read_bytes()
        self.assertEqual(content[:8], b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", content[16:24])
        self.assertGreater(width, 1500)
        self.assertGreater(height, 1000)
        data, place = b"", 8
        while place < len(content):
            length, kind = struct.unpack(">I4s", content[place:place + 8])
            data += content[place + 8:place + 8 + length] if kind == b"IDAT" else b""
            place += 12 + length
        rows = zlib.decompress(data)
        self.assertGreater(len({rows[start:start + 4] for start in range(0, len(rows), 4)}), 2000, "not one colour")
        (OPTIONS.folder / f"{self.shots}-export.png").write_bytes(content)

    def test_print(self):
        path = OPTIONS.folder / f"{self.shots}-print.pdf"
        self.page.pdf(path=str(path), prefer_css_page_size=True, print_background=False)
        self.assertGreater(path.stat().st_size, 20_000)

    def test_phone(self):
        self.reopen(viewport=PHONE)
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), PHONE["width"])
        expect(self.page.locator("#covered-inhabitants")).to_be_in_viewport()
        expect(self.page.locator("#undo")).to_be_in_viewport()
        self.shot("phone")
        self.page.click("#layers-title")
        self.shot("phone-layers")
        self.page.click("#layers-title")
        self.marker("vimoutiers").click(force=True)
        self.shot("phone-site")

    def test_keyboard_only(self):
        press = self.page.keyboard.press
        for _ in range(12):
            press("Tab")
            if self.page.evaluate("document.activeElement.id") == "add":
                break
        self.assertEqual(self.page.evaluate("document.activeElement.id"), "add")
        outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        self.assertNotEqual(outline, "none", "the focus is seen")
        press("Enter")
        self.assertEqual(self.page.evaluate("document.activeElement.dataset.kind"), "msp")
        press("Enter")
        self.assertEqual(self.page.evaluate("document.activeElement.id"), "map-a")
        self.shot("armed-by-key")
        before = set(self.ids())
        press("Enter")
        expect(self.page.locator("#map-a .site[data-site]")).to_have_count(len(before) + 1)
        site = (set(self.ids()) - before).pop()
        self.settle()
        at = self.state()["changes"][-1]["open"]["at"]
        self.page.wait_for_function("(id) => document.activeElement.dataset.site === id", arg=site)
        press("Shift+ArrowRight")
        press("ArrowUp")
        self.page.wait_for_timeout(700)
        self.settle()
        moved = self.state()["changes"][-1]["open"]["at"]
        self.assertGreater(moved[0], at[0])
        self.assertGreater(moved[1], at[1])
        press("Control+z")
        self.settle()
        self.assertEqual(self.state()["changes"][-1]["open"]["at"], at)
        self.assertIn(re.sub(r"\D", "", self.page.inner_text("#covered-inhabitants") or "") or str(self.covered()),
                      re.sub(r"[^\d,]", "", self.page.text_content("#announcements")))
        press("Escape")
        self.assertEqual(self.page.locator(".site-selected").count(), 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="for screenshots")
    parser.add_argument("--maillage", default=str(PACKAGE / ".build/debug/maillage"), help="the program")
    parser.add_argument("--only", nargs="+", default=[], help="names of tests; all without")
    parser.parse_args(namespace=OPTIONS)
    OPTIONS.folder.mkdir(parents=True, exist_ok=True)
    unittest.main(argv=[sys.argv[0], "-v", *OPTIONS.only], module=sys.modules[__name__])


if __name__ == "__main__":
    main()
