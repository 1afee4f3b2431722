"""Draws the picture of the demonstration from a result, with the styles that its GeoPackage carries.

    python3 basse-normandie.py RESULT_FOLDER PICTURE.png     (needs the Python bindings of QGIS >= 3.22)
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (
    QgsApplication, QgsLayout, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
    QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize, QgsLegendRenderer, QgsLegendStyle, QgsProject,
    QgsRectangle, QgsTextFormat, QgsUnitTypes, QgsVectorLayer)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QFont

WIDTH, HEIGHT = 240, 208  # millimetres
DOTS_PER_INCH = 127  # 5 dots a millimetre: 1200 by 1040
FONT = "DejaVu Sans"


def french(number):
    return f"{round(number):,}".replace(",", "\u202f")


def add_text(layout, text, size, left, top, width, height, bold=False, colour="#222222"):
    label = QgsLayoutItemLabel(layout)
    font = QFont(FONT)
    font.setPointSizeF(size)
    font.setBold(bold)
    label.setFont(font)
    label.setFontColor(QColor(colour))
    label.setText(text)
    layout.addLayoutItem(label)
    label.attemptSetSceneRect(QRectF(left, top, width, height))


def add_legend(layout, map_item, layers, left, top):
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(map_item)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    for node in root.findLayers():
        if node.layer() in layers:  # the headings of the rules say more than the names of the layers
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Hidden)
        else:
            root.removeChildNode(node)
    legend.setLegendFilterByMapEnabled(True)  # only the classes that the map shows
    legend.setBackgroundEnabled(False)
    legend.setSymbolHeight(3.2)
    legend.rstyle(QgsLegendStyle.Symbol).setMargin(QgsLegendStyle.Top, 1.4)
    font = QFont(FONT)
    font.setPointSizeF(7.5)
    legend.setStyleFont(QgsLegendStyle.SymbolLabel, font)
    layout.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(left, top))


def main(folder, picture):
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    layers = []
    for name in ("sites", "catchments", "uncovered_zones", "communes"):
        layer = QgsVectorLayer(f"{folder}/maillage.gpkg|layername={name}", name, "ogr")
        project.addMapLayer(layer)
        layers.append(layer)
    project.setCrs(layers[-1].crs())
    with open(f"{folder}/summary.json", encoding="utf-8") as file:
        summary = json.load(file)
    covered = summary["kinds"]["msp"]

    layout = QgsLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(WIDTH, HEIGHT, QgsUnitTypes.LayoutMillimeters))
    map_item = QgsLayoutItemMap(layout)
    map_item.setLayers(layers)
    layout.addLayoutItem(map_item)
    map_item.attemptSetSceneRect(QRectF(0, 0, WIDTH, HEIGHT))
    extent = QgsRectangle(layers[-1].extent())
    extent.scale(1.04)
    extent.setYMinimum(extent.yMinimum() - 0.06 * extent.height())  # room for the legend
    map_item.zoomToExtent(extent)

    add_text(layout, "À quinze minutes d’une maison de santé", 19, 76, 7, 162, 11, bold=True)
    add_text(
        layout,
        f"{summary['scenario']} — {covered['sites']} sites, {french(covered['covered_inhabitants'])} habitants couverts "
        f"sur {french(summary['inhabitants'])}", 9, 76, 17.5, 162, 7)
    add_legend(layout, map_item, layers[3:], 2, 162.5)
    add_legend(layout, map_item, layers[:3], 90, 163)
    scale = QgsLayoutItemScaleBar(layout)
    scale.setStyle("Line Ticks Up")
    scale.setLinkedMap(map_item)
    scale.setUnits(QgsUnitTypes.DistanceKilometers)
    scale.setUnitLabel("km")
    scale.setUnitsPerSegment(20)
    scale.setNumberOfSegments(2)
    scale.setNumberOfSegmentsLeft(0)
    scale.setTextFormat(QgsTextFormat.fromQFont(QFont(FONT, 7)))
    layout.addLayoutItem(scale)
    scale.attemptMove(QgsLayoutPoint(74, 24))
    add_text(
        layout,
        "Données de démonstration : routes, limites des communes et lieux habités sont synthétiques et approximatifs. "
        "Villes et populations : GeoNames, CC BY 4.0.", 7, 5, 202.5, 232, 5, colour="#555555")

    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DOTS_PER_INCH
    result = QgsLayoutExporter(layout).exportToImage(picture, settings)
    sys.stdout.flush()
    # QGIS often crashes when Python takes it down piece by piece.
    os._exit(0 if result == QgsLayoutExporter.Success else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
