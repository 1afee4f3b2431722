"""The map on other territories: names that are markup, and Corsica."""

import unittest

from map_page import MapTest
from map_world import EVIL, EVIL_SITE, PACKAGE, real_corsica, write_corsica, write_evil
from playwright.sync_api import expect


class NamesAreOnlyNames(MapTest):
    """A territory whose communes and sites have names that are markup."""

    sites = 2
    shots = "names"

    @classmethod
    def prepare(cls):
        cls.scenario = write_evil(cls.folder)

    def test_names(self):
        self.assertEqual(self.page.locator("#territory-name").inner_text(), "<b>Terre</b>")
        expect(self.page.locator("#scenario-name")).to_have_value("<i>Essai</i>")
        self.marker("msp-1").click()
        self.assertIn(EVIL_SITE, self.page.inner_text("#panel-selection"))
        self.settle()
        box = self.marker("msp-1").bounding_box()
        self.page.mouse.click(box["x"] + 50, box["y"] + 15)
        expect(self.page.locator("#panel-selection h2")).to_have_text(EVIL)
        self.shot("commune")
        site = self.add("msp", 420, 480)
        self.page.click("#tab-changes")
        self.assertIn(site, self.ids())
        self.figures()
        self.assertIn(EVIL_SITE, self.page.inner_text("#panel-figures"))
        self.menu("compare", "compare-copy")
        self.settle()
        markup = self.page.locator("body script, body b:has-text('gras'), body img[src='x'], body i")
        self.assertEqual(markup.count(), 0)
        self.assert_same_as_run(self.download("file", "file-save"))


class Horizon(MapTest):
    """A scenario with a horizon of years, with few replicates so that it is quick."""

    sites = None
    shots = "horizon"

    @classmethod
    def prepare(cls):
        text = (PACKAGE / "Scenarios" / "horizon.yaml").read_text()
        text = text.replace("../Shapefiles", str(PACKAGE / "Shapefiles")).replace("replicates: 200", "replicates: 3")
        cls.scenario = cls.folder / "scenario.yaml"
        cls.scenario.write_text(text)

    def test_years(self):
        self.page.click("#simulate-years")
        expect(self.page.locator("#window .chart")).to_be_visible(timeout=120_000)
        self.assertGreater(self.page.locator("#window .chart path").count(), 1)
        self.assertEqual(self.page.locator("#window tbody tr").count(), 11, "2026 to 2036")
        self.shot("years")
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#window")).to_be_hidden()
        self.page.locator("#year").fill("2030")
        self.settle()
        self.assertEqual(self.state()["year"], 2030)


class Corsica(MapTest):
    """Corsica's real roads, communes and homes."""

    sites = None
    shots = "corsica"

    @classmethod
    def setUpClass(cls):
        if real_corsica() is None:
            raise unittest.SkipTest("Corsica's data are not here")
        super().setUpClass()

    @classmethod
    def prepare(cls):
        cls.scenario = write_corsica(cls.folder, real_corsica())

    def test_corsica(self):
        paint = self.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        figures = self.page.evaluate("performance.getEntriesByName('maillage-first-figures')[0].startTime")
        print(f"Corsica: first paint {paint:.0f} ms, first figures {figures:.0f} ms", flush=True)
        self.shot("open")
        self.page.evaluate("performance.clearMeasures()")
        self.drag("msp-corte", 40, 60, steps=40)
        self.tell_drag("Corsica")
        self.shot("dragged")
        self.figures()
        self.assert_same_as_run(self.download("file", "file-save"))
        self.page.keyboard.press("Escape")
        self.zoom_to_points("msp-ajaccio")
        self.shot("near")
        self.figures()
        covered = self.covered()
        # The hospital's symbol lies over it: what is selected comes to the front.
        self.marker("msp-ajaccio").focus()
        self.page.keyboard.press("Enter")
        self.drag("msp-ajaccio", 60, 130, steps=10)
        expect(self.page.locator("#panel-selection .inline-problem")).to_be_visible()
        self.shot("in-the-sea")
        self.figures()
        self.assertLess(self.covered(), covered, "a site in the sea serves nobody")
