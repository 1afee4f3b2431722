import Layers

extension Style {
    /// The style as QGIS 3 keeps it. Properties are written as `prop`, which every version from 3.0 on reads.
    var qml: String {
        let rules = groups.flatMap(\.rules)
        var firstSymbol = 0
        let ruleElements = groups.enumerated().map { number, group in
            defer { firstSymbol += group.rules.count }
            return group.qml(key: "\(layer)-\(number + 1)", firstSymbol: firstSymbol)
        }
        let renderer = StyleElement(
            "renderer-v2", ["type": "RuleRenderer", "symbollevels": "0", "enableorderby": "0"],
            [
                StyleElement("rules", ["key": layer], ruleElements),
                StyleElement("symbols", rules.enumerated().map { $1.symbol.qml(name: "\($0)") }),
            ])
        let root = StyleElement(
            "qgis",
            [
                "version": "3.22.0", "styleCategories": "Symbology|Labeling",
                "labelsEnabled": labels.isEmpty ? "0" : "1",
            ],
            [renderer] + (labels.isEmpty ? [] : [labeling(isOfPoints: rules.contains { $0.symbol.isMarker })]))
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + root.xml() + "\n"
    }

    private func labeling(isOfPoints: Bool) -> StyleElement {
        let rules = labels.enumerated().map { $1.qml(key: "\(layer)-label-\($0 + 1)", isOfPoints: isOfPoints) }
        return StyleElement(
            "labeling", ["type": "rule-based"], [StyleElement("rules", ["key": "\(layer)-labels"], rules)])
    }
}

extension StyleGroup {
    fileprivate func qml(key: String, firstSymbol: Int) -> StyleElement {
        var group = StyleElement("rule", ["key": key, "label": heading])
        if let condition { group.attributes.append(("filter", condition.expression)) }
        if !isShown { group.attributes.append(("checkstate", "0")) }
        group.children = rules.enumerated().map { number, rule in
            var element = StyleElement(
                "rule", ["key": "\(key)-\(number + 1)", "label": rule.legend, "symbol": "\(firstSymbol + number)"])
            if let condition = rule.condition { element.attributes.append(("filter", condition.expression)) }
            return element
        }
        return group
    }
}

extension StyleCondition {
    /// In the expression language of QGIS.
    var expression: String {
        switch self {
        case .compares(let field, let comparison, let value):
            "\(Self.name(field)) \(comparison.rawValue) \(Self.literal(value))"
        case .isNull(let field): "\(Self.name(field)) IS NULL"
        // QGIS finds a boolean neither equal to 1 nor to 0.
        case .isTrue(let field): Self.name(field)
        case .isFalse(let field): "NOT \(Self.name(field))"
        case .all(let conditions): conditions.map(\.expression).joined(separator: " AND ")
        }
    }

    private static func name(_ field: String) -> String {
        "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func literal(_ value: FieldValue) -> String {
        guard case .string(let text) = value else { return value.text ?? "NULL" }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}

extension StyleSymbol {
    fileprivate var isMarker: Bool {
        if case .marker = self { true } else { false }
    }

    fileprivate func qml(name: String) -> StyleElement {
        switch self {
        case .line(let stroke): symbolElement(name, type: "line", [stroke.qmlLine])
        case .area(let fill, let outline):
            symbolElement(name, type: "fill", fill.qmlLayers + [outlineLayer(outline)])
        case .marker(let marker, let size, let fill, let outline):
            symbolElement(
                name, type: "marker",
                [
                    symbolLayer(
                        "SimpleMarker",
                        ["name": marker.rawValue, "size": "\(size)", "size_unit": "MM", "color": fill.qml]
                            .merging(outlineProperties(outline)) { first, _ in first })
                ])
        }
    }
}

extension StyleFill {
    fileprivate var qmlLayers: [StyleElement] {
        switch self {
        case .none: []
        case .solid(let colour):
            [symbolLayer("SimpleFill", ["color": colour.qml, "style": "solid", "outline_style": "no"])]
        case .hatched(let stroke, let degrees, let spacing):
            [
                symbolLayer(
                    "LinePatternFill",
                    [
                        "angle": "\(degrees)", "distance": "\(spacing)", "distance_unit": "MM",
                        "color": stroke.colour.qml,
                        "line_width": "\(stroke.widthMillimetres)", "line_width_unit": "MM",
                    ],
                    [
                        symbolElement("@0@0", type: "line", [stroke.qmlLine])
                    ])
            ]
        }
    }
}

extension StyleStroke {
    fileprivate var qmlLine: StyleElement {
        var properties = [
            "line_color": colour.qml, "line_width": "\(widthMillimetres)", "line_width_unit": "MM",
        ]
        if isDashed { properties["line_style"] = "dash" }
        return symbolLayer("SimpleLine", properties)
    }
}

/// An area without outline still needs a layer to be valid.
private func outlineLayer(_ outline: StyleStroke?) -> StyleElement {
    symbolLayer("SimpleFill", outlineProperties(outline).merging(["style": "no"]) { first, _ in first })
}

private func outlineProperties(_ outline: StyleStroke?) -> [String: String] {
    guard let outline else { return ["outline_style": "no"] }
    return [
        "outline_color": outline.colour.qml, "outline_width": "\(outline.widthMillimetres)",
        "outline_width_unit": "MM", "outline_style": outline.isDashed ? "dash" : "solid", "joinstyle": "round",
    ]
}

private func symbolElement(_ name: String, type: String, _ layers: [StyleElement]) -> StyleElement {
    StyleElement("symbol", ["name": name, "type": type, "alpha": "1", "clip_to_extent": "1"], layers)
}

private func symbolLayer(_ kind: String, _ properties: [String: String], _ inner: [StyleElement] = []) -> StyleElement {
    StyleElement(
        "layer", ["class": kind, "enabled": "1", "locked": "0", "pass": "0"],
        properties.sorted { $0.key < $1.key }.map { StyleElement("prop", ["k": $0.key, "v": $0.value]) } + inner)
}

extension StyleLabel {
    /// Points have their text beside them, areas within.
    fileprivate func qml(key: String, isOfPoints: Bool) -> StyleElement {
        let halo = StyleElement(
            "text-buffer",
            [
                "bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM",
                "bufferColor": StyleColour.white.qml, "bufferOpacity": "0.85",
            ])
        let text = StyleElement(
            "text-style",
            [
                "fieldName": field, "isExpression": "0", "fontFamily": "Sans Serif", "fontSize": "\(pointSize)",
                "fontSizeUnit": "Point", "fontWeight": isBold ? "75" : "50", "textColor": colour.qml,
                "textOpacity": "1",
            ], [halo])
        // The numbers of QgsPalLayerSettings::Placement: ordered positions around a point, horizontal in an area.
        let placement = StyleElement(
            "placement",
            [
                "placement": isOfPoints ? "6" : "4", "dist": isOfPoints ? "0.6" : "0", "distUnits": "MM",
                "offsetType": "1",
                "predefinedPositionOrder": "TR,TL,BR,BL,R,L,TSR,BSR", "priority": "\(priority)",
            ])
        let lines = StyleElement("text-format", ["autoWrapLength": "24", "useMaxLineLengthForAutoWrap": "1"])
        // Areas are no obstacles to the labels of sites.
        let rendering = StyleElement(
            "rendering",
            [
                "drawLabels": "1", "obstacle": isOfPoints ? "1" : "0",
                "scaleVisibility": scaleDenominator == nil ? "0" : "1",
                "scaleMin": "0", "scaleMax": "\(scaleDenominator ?? 0)",
            ])
        var rule = StyleElement("rule", ["key": key], [StyleElement("settings", [text, lines, placement, rendering])])
        if let condition { rule.attributes.append(("filter", condition.expression)) }
        return rule
    }
}

extension StyleColour {
    /// Red, green, blue and opacity, each of 0 to 255.
    fileprivate var qml: String {
        (components.map { "\($0)" } + ["\(Int((opacity * 255).rounded()))"]).joined(separator: ",")
    }
}
