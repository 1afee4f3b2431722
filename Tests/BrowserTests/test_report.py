#!/usr/bin/env python3
"""Opens reports in a headless Chromium and uses them as a reader does.

    python3 Tests/BrowserTests/test_report.py FOLDER [SCREENSHOTS]

FOLDER holds one or more folders with a report.html, or is one. Ends with 0 where all is well, with 77 where Chromium or
Playwright is missing, else with 1. With SCREENSHOTS, pictures and a PDF of every report are left there.
"""

import json
import pathlib
import re
import shutil
import sys

SKIPPED = 77

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    print("Playwright for Python is missing (pip install playwright)", file=sys.stderr)
    sys.exit(SKIPPED)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    print("Chromium is missing (apt-get install chromium)", file=sys.stderr)
    sys.exit(SKIPPED)


def numbers(page):
    """Every number that a language writes in its own way."""
    return page.eval_on_selector_all("[data-f]", "all => all.map(one => one.textContent)")


def shown_words(page):
    """How many words of each language are to be seen."""
    return page.evaluate(
        "() => ['fr', 'en'].map(name => [...document.querySelectorAll(`.${name}`)]"
        ".filter(one => getComputedStyle(one).display !== 'none').length)"
    )


def check_languages(page):
    first = page.evaluate("document.documentElement.lang")
    second = "en" if first == "fr" else "fr"
    # What the program wrote is what the script writes.
    before = numbers(page)
    title = page.title()
    page.click(f"[data-language={second}]")
    assert page.evaluate("document.documentElement.lang") == second
    in_second = shown_words(page)
    assert in_second[0 if second == "fr" else 1] > 20 and in_second[1 if second == "fr" else 0] == 0, in_second
    after = numbers(page)
    assert before != after, "no number is written otherwise"
    page.click(f"[data-language={first}]")
    again = numbers(page)
    assert before == again, [pair for pair in zip(before, again) if pair[0] != pair[1]][:5]
    assert page.title() == title
    assert page.get_attribute(f"[data-language={first}]", "aria-pressed") == "true"
    # Nobody is left with a key in the place of a word.
    assert "undefined" not in page.inner_text("body")


def column(page, table, place):
    return page.evaluate(
        "([table, place]) => [...document.getElementById(table).tBodies[0].rows]"
        ".map(row => row.cells[place].dataset.v ?? row.cells[place].textContent)",
        [table, place],
    )


def check_tables(page):
    tables = page.evaluate(
        "() => [...document.querySelectorAll('table.sortable')].map(table => ({id: table.id,"
        " rows: table.tBodies[0].rows.length, numeric: [...table.tHead.rows[0].cells]"
        ".findIndex(head => head.classList.contains('n'))}))"
    )
    sorted_tables = 0
    for table in tables:
        if table["rows"] < 3 or table["numeric"] < 0:
            continue
        head = page.locator(f"#{table['id']} thead th").nth(table["numeric"])
        button = head.locator("button")

        def values():
            return [float(text) for text in column(page, table["id"], table["numeric"]) if re.match(r"-?[\d.]", text)]

        before = sorted(column(page, table["id"], 0))
        # With the keyboard too.
        button.focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        assert values() == sorted(values(), reverse=True), table["id"]
        button.click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert values() == sorted(values()), table["id"]
        assert sorted(column(page, table["id"], 0)) == before, "rows were lost"
        sorted_tables += 1
    assert sorted_tables > 0, "no table to sort"


def view(page):
    return [float(number) for number in page.get_attribute("#map", "viewBox").split()]


def check_map(page):
    data = json.loads(page.inner_text("#map-data") or page.evaluate("document.getElementById('map-data').textContent"))
    page.locator("#map").scroll_into_view_if_needed()
    whole = view(page)
    page.click("[data-zoom=in]")
    assert view(page)[2] < whole[2]
    page.click("[data-zoom=all]")
    assert view(page) == whole
    box = page.locator("#map").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(50)
    near = view(page)
    assert near[2] < whole[2]
    # Dragged to the right, the map shows what lies to the left, and nothing is chosen.
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1], steps=4)
    page.mouse.up()
    assert view(page)[0] < near[0]
    assert page.locator("#details h3").count() == 0
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert view(page) == whole

    # Shading by every figure gives the colours of its classes.
    options = page.eval_on_selector_all("#shade option", "all => all.map(one => one.value)")
    for option in options:
        page.select_option("#shade", option)
        figure = data["figures"][int(option)]
        fills = page.eval_on_selector_all("[data-c]", "all => all.map(one => one.getAttribute('fill'))")
        wanted = [
            figure["colours"][ord(letter) - 48] if letter != "~" else data["noData"] for letter in figure["classes"]
        ]
        assert fills == wanted, figure["title"]
        # Every class in words, what has no value too, and the heading.
        expected = len(figure["labels"]) + (1 if figure["hasGaps"] else 0)
        assert page.locator("#legend > div").count() == expected
        patches = page.eval_on_selector_all("#legend rect", "all => all.map(one => one.getAttribute('fill'))")
        assert patches[: len(figure["labels"])] == figure["colours"]

    # Layers go and come.
    for name in page.eval_on_selector_all("[data-layer]", "all => all.map(one => one.dataset.layer)"):
        hidden = "name => document.getElementById(name).classList.contains('off')"
        before = page.evaluate(hidden, name)
        press = "name => document.querySelector(`[data-layer='${name}']`).click()"
        page.evaluate(press, name)
        assert page.evaluate(hidden, name) != before, name
        page.evaluate(press, name)
        assert page.evaluate(hidden, name) == before, name

    check_commune(page, data)


def check_commune(page, data):
    """Chosen by its name, and by a click, a commune shows its figures."""
    place = data["byInhabitants"][0]
    commune = data["communes"][place]
    page.select_option("#commune", str(place))
    assert commune["name"] in page.inner_text("#details h3")
    assert page.locator("#details tr").count() == len(data["figures"]) + len(data["texts"])
    page.select_option("#commune", "")
    assert page.locator("#details h3").count() == 0
    page.click("[data-zoom=all]")
    clicked = page.evaluate(
        """place => {
            const map = document.getElementById('map');
            const matrix = map.getScreenCTM();
            const path = map.querySelector(`[data-c="${place}"]`);
            const box = path.getBBox();
            // A place inside it that nothing covers.
            for (let row = 1; row < 20; row++) for (let column = 1; column < 20; column++) {
                const here = new DOMPoint(box.x + box.width * column / 20, box.y + box.height * row / 20)
                    .matrixTransform(matrix);
                if (document.elementFromPoint(here.x, here.y) === path) return [here.x, here.y];
            }
            return null;
        }""",
        place,
    )
    if clicked is not None:
        page.mouse.click(*clicked)
        assert commune["name"] in page.inner_text("#details h3")
        page.locator("#map").focus()
        page.keyboard.press("Escape")
        assert page.locator("#details h3").count() == 0


def check_keyboard(page):
    """The tabulator comes to the languages, the contents, the map and the tables."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "() => { const one = document.activeElement;"
                " return one.dataset.language ? 'language' : one.id || one.localName; }"
            )
        )
    assert {"language", "a"} <= reached, reached
    if page.locator("#map").count():
        assert {"map", "shade", "commune"} <= reached, reached


def check_sizes(page, browser, address):
    """Nothing sticks out to the side, on a wide screen and on a phone."""
    for width, height in ((1280, 720), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width}: the page is wider"
    page.set_viewport_size({"width": 1280, "height": 720})


def check(browser, report, screenshots):
    address = report.resolve().as_uri()
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    messages, requests = [], []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("dialog", lambda dialog: (messages.append("a dialog: " + dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    check_languages(page)
    check_keyboard(page)
    check_tables(page)
    if page.locator("#map").count():
        check_map(page)
    check_sizes(page, browser, address)
    assert messages == [], messages
    assert [url for url in requests if url != address] == [], requests
    if screenshots:
        name = report.parent.name
        for language in ("fr", "en"):
            for size in ((1280, 720), (390, 844)):
                page.set_viewport_size({"width": size[0], "height": size[1]})
                page.click(f"[data-language={language}]")
                page.screenshot(path=screenshots / f"{name}-{language}-{size[0]}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 720})
        page.pdf(path=screenshots / f"{name}.pdf", prefer_css_page_size=True)
    page.close()


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 64
    folder = pathlib.Path(arguments[0])
    screenshots = pathlib.Path(arguments[1]) if len(arguments) > 1 else None
    if screenshots:
        screenshots.mkdir(parents=True, exist_ok=True)
    reports = sorted(folder.glob("report.html")) + sorted(folder.glob("*/report.html"))
    if not reports:
        print(f"no report.html in {folder}", file=sys.stderr)
        return 1
    failures = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for report in reports:
            try:
                check(browser, report, screenshots)
                print(f"{report}: well")
            except Exception as failure:  # Every report is looked at, whatever is wrong with one.
                failures += 1
                print(f"{report}: {type(failure).__name__}: {failure}", file=sys.stderr)
        browser.close()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
