#include "CMapPage.h"

// The files of Sources/MapServer/Page, each in two lines: a test compares the list with the folder.
// #embed is of C23; the compiler knows it in earlier languages too.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char add_js[] = {
#embed "../MapServer/Page/add.js"
};
static const unsigned char api_js[] = {
#embed "../MapServer/Page/api.js"
};
static const unsigned char base_map_js[] = {
#embed "../MapServer/Page/base-map.js"
};
static const unsigned char canvas_layer_js[] = {
#embed "../MapServer/Page/canvas-layer.js"
};
static const unsigned char change_list_js[] = {
#embed "../MapServer/Page/change-list.js"
};
static const unsigned char changes_js[] = {
#embed "../MapServer/Page/changes.js"
};
static const unsigned char chart_js[] = {
#embed "../MapServer/Page/chart.js"
};
static const unsigned char chevron_svg[] = {
#embed "../MapServer/Page/chevron.svg"
};
static const unsigned char classes_js[] = {
#embed "../MapServer/Page/classes.js"
};
static const unsigned char compare_js[] = {
#embed "../MapServer/Page/compare.js"
};
static const unsigned char controls_css[] = {
#embed "../MapServer/Page/controls.css"
};
static const unsigned char controls_js[] = {
#embed "../MapServer/Page/controls.js"
};
static const unsigned char dom_js[] = {
#embed "../MapServer/Page/dom.js"
};
static const unsigned char editor_js[] = {
#embed "../MapServer/Page/editor.js"
};
static const unsigned char explain_js[] = {
#embed "../MapServer/Page/explain.js"
};
static const unsigned char figures_js[] = {
#embed "../MapServer/Page/figures.js"
};
static const unsigned char files_js[] = {
#embed "../MapServer/Page/files.js"
};
static const unsigned char format_js[] = {
#embed "../MapServer/Page/format.js"
};
static const unsigned char icon_svg[] = {
#embed "../MapServer/Page/icon.svg"
};
static const unsigned char index_html[] = {
#embed "../MapServer/Page/index.html"
};
static const unsigned char keeping_js[] = {
#embed "../MapServer/Page/keeping.js"
};
static const unsigned char language_js[] = {
#embed "../MapServer/Page/language.js"
};
static const unsigned char layers_js[] = {
#embed "../MapServer/Page/layers.js"
};
static const unsigned char legend_js[] = {
#embed "../MapServer/Page/legend.js"
};
static const unsigned char main_js[] = {
#embed "../MapServer/Page/main.js"
};
static const unsigned char map_view_js[] = {
#embed "../MapServer/Page/map-view.js"
};
static const unsigned char names_js[] = {
#embed "../MapServer/Page/names.js"
};
static const unsigned char notices_js[] = {
#embed "../MapServer/Page/notices.js"
};
static const unsigned char page_css[] = {
#embed "../MapServer/Page/page.css"
};
static const unsigned char painting_js[] = {
#embed "../MapServer/Page/painting.js"
};
static const unsigned char panel_css[] = {
#embed "../MapServer/Page/panel.css"
};
static const unsigned char performance_js[] = {
#embed "../MapServer/Page/performance.js"
};
static const unsigned char place_js[] = {
#embed "../MapServer/Page/place.js"
};
static const unsigned char png_js[] = {
#embed "../MapServer/Page/png.js"
};
static const unsigned char population_js[] = {
#embed "../MapServer/Page/population.js"
};
static const unsigned char print_css[] = {
#embed "../MapServer/Page/print.css"
};
static const unsigned char scenario_js[] = {
#embed "../MapServer/Page/scenario.js"
};
static const unsigned char settings_js[] = {
#embed "../MapServer/Page/settings.js"
};
static const unsigned char sites_js[] = {
#embed "../MapServer/Page/sites.js"
};
static const unsigned char symbols_js[] = {
#embed "../MapServer/Page/symbols.js"
};
static const unsigned char tabs_js[] = {
#embed "../MapServer/Page/tabs.js"
};
static const unsigned char texts_of_the_field_js[] = {
#embed "../MapServer/Page/texts-of-the-field.js"
};
static const unsigned char texts_js[] = {
#embed "../MapServer/Page/texts.js"
};
static const unsigned char time_js[] = {
#embed "../MapServer/Page/time.js"
};

#define FILE(name, array) { name, array, sizeof(array) }

static const CMapPageFile files[] = {
    FILE("add.js", add_js),
    FILE("api.js", api_js),
    FILE("base-map.js", base_map_js),
    FILE("canvas-layer.js", canvas_layer_js),
    FILE("change-list.js", change_list_js),
    FILE("changes.js", changes_js),
    FILE("chart.js", chart_js),
    FILE("chevron.svg", chevron_svg),
    FILE("classes.js", classes_js),
    FILE("compare.js", compare_js),
    FILE("controls.css", controls_css),
    FILE("controls.js", controls_js),
    FILE("dom.js", dom_js),
    FILE("editor.js", editor_js),
    FILE("explain.js", explain_js),
    FILE("figures.js", figures_js),
    FILE("files.js", files_js),
    FILE("format.js", format_js),
    FILE("icon.svg", icon_svg),
    FILE("index.html", index_html),
    FILE("keeping.js", keeping_js),
    FILE("language.js", language_js),
    FILE("layers.js", layers_js),
    FILE("legend.js", legend_js),
    FILE("main.js", main_js),
    FILE("map-view.js", map_view_js),
    FILE("names.js", names_js),
    FILE("notices.js", notices_js),
    FILE("page.css", page_css),
    FILE("painting.js", painting_js),
    FILE("panel.css", panel_css),
    FILE("performance.js", performance_js),
    FILE("place.js", place_js),
    FILE("png.js", png_js),
    FILE("population.js", population_js),
    FILE("print.css", print_css),
    FILE("scenario.js", scenario_js),
    FILE("settings.js", settings_js),
    FILE("sites.js", sites_js),
    FILE("symbols.js", symbols_js),
    FILE("tabs.js", tabs_js),
    FILE("texts-of-the-field.js", texts_of_the_field_js),
    FILE("texts.js", texts_js),
    FILE("time.js", time_js),
};

const size_t cMapPageFileCount = sizeof(files) / sizeof(files[0]);

CMapPageFile cMapPageFile(size_t index) { return files[index]; }
