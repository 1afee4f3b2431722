import Layers

extension Style {
    /// The style as OGC Styled Layer Descriptor 1.1 (with Symbology Encoding), for map servers. What is not
    /// shown at first is left out: a server draws every rule.
    var sld: String {
        let rules = groups.filter(\.isShown).flatMap { group in
            group.rules.map { rule in
                StyleElement(
                    "se:Rule",
                    [
                        StyleElement("se:Name", text: rule.legend),
                        StyleElement(
                            "se:Description", [StyleElement("se:Title", text: "\(group.heading) : \(rule.legend)")]),
                    ] + filter([group.condition, rule.condition].compactMap { $0 }) + [rule.symbol.sld])
            }
        }
        let root = StyleElement(
            "StyledLayerDescriptor",
            [
                "version": "1.1.0", "xmlns": "http://www.opengis.net/sld", "xmlns:se": "http://www.opengis.net/se",
                "xmlns:ogc": "http://www.opengis.net/ogc",
            ],
            [
                StyleElement(
                    "NamedLayer",
                    [
                        StyleElement("se:Name", text: layer),
                        StyleElement(
                            "UserStyle",
                            [
                                StyleElement("se:Name", text: title),
                                StyleElement("se:FeatureTypeStyle", rules + labelRules),
                            ]),
                    ])
            ])
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.xml() + "\n"
    }

    private func filter(_ conditions: [StyleCondition]) -> [StyleElement] {
        switch conditions.count {
        case 0: []
        case 1: [StyleElement("ogc:Filter", [conditions[0].sld])]
        default: [StyleElement("ogc:Filter", [StyleCondition.all(conditions).sld])]
        }
    }

    private var labelRules: [StyleElement] {
        labels.map { label in
            let scale = label.scaleDenominator.map { StyleElement("se:MaxScaleDenominator", text: "\($0)") }
            return StyleElement(
                "se:Rule", filter([label.condition].compactMap { $0 }) + [scale, label.sld].compactMap { $0 })
        }
    }
}

extension StyleCondition {
    fileprivate var sld: StyleElement {
        switch self {
        case .compares(let field, let comparison, let value):
            StyleElement(
                "ogc:PropertyIs\(comparison.name)",
                [StyleElement("ogc:PropertyName", text: field), StyleElement("ogc:Literal", text: value.text ?? "")])
        case .isNull(let field):
            StyleElement("ogc:PropertyIsNull", [StyleElement("ogc:PropertyName", text: field)])
        case .isTrue(let field): StyleCondition.compares(field: field, .equal, to: .string("true")).sld
        case .isFalse(let field): StyleCondition.compares(field: field, .equal, to: .string("false")).sld
        case .all(let conditions): StyleElement("ogc:And", conditions.map(\.sld))
        }
    }
}

extension StyleCondition.Comparison {
    fileprivate var name: String {
        switch self {
        case .equal: "EqualTo"
        case .less: "LessThan"
        case .lessOrEqual: "LessThanOrEqualTo"
        case .greater: "GreaterThan"
        case .greaterOrEqual: "GreaterThanOrEqualTo"
        }
    }
}

/// Pixels of 0.28 mm, the size that the standard supposes.
private func pixels(_ millimetres: Double) -> String {
    "\((millimetres / 0.28 * 100).rounded() / 100)"
}

extension StyleSymbol {
    fileprivate var sld: StyleElement {
        switch self {
        case .line(let stroke): StyleElement("se:LineSymbolizer", [stroke.sld])
        case .area(let fill, let outline):
            StyleElement("se:PolygonSymbolizer", [fill.sld, outline?.sld].compactMap { $0 })
        case .marker(let marker, let size, let fill, let outline):
            StyleElement(
                "se:PointSymbolizer",
                [
                    StyleElement(
                        "se:Graphic",
                        [
                            mark(marker.wellKnownName, [StyleFill.solid(fill).sld, outline.sld].compactMap { $0 }),
                            StyleElement("se:Size", text: pixels(size)),
                        ] + (marker == .diamond ? [StyleElement("se:Rotation", text: "45")] : []))
                ])
        }
    }
}

extension StyleMarker {
    /// The standard knows neither diamonds nor pentagons: a diamond is a square that is turned.
    fileprivate var wellKnownName: String {
        switch self {
        case .diamond: "square"
        case .pentagon: "circle"
        case .circle, .square, .triangle, .star: rawValue
        }
    }
}

private func mark(_ name: String, _ content: [StyleElement]) -> StyleElement {
    StyleElement("se:Mark", [StyleElement("se:WellKnownName", text: name)] + content)
}

extension StyleFill {
    fileprivate var sld: StyleElement? {
        switch self {
        case .none: nil
        case .solid(let colour):
            StyleElement("se:Fill", [parameter("fill", colour.sld), parameter("fill-opacity", "\(colour.opacity)")])
        case .hatched(let stroke, let degrees, let spacing):
            // The standard has no hatching; this is GeoServer's mark for it.
            StyleElement(
                "se:Fill",
                [
                    StyleElement(
                        "se:GraphicFill",
                        [
                            StyleElement(
                                "se:Graphic",
                                [
                                    mark("shape://horline", [stroke.sld]),
                                    StyleElement("se:Size", text: pixels(spacing)),
                                    StyleElement("se:Rotation", text: "\(-degrees)"),
                                ])
                        ])
                ])
        }
    }
}

extension StyleStroke {
    fileprivate var sld: StyleElement {
        StyleElement(
            "se:Stroke",
            [
                parameter("stroke", colour.sld), parameter("stroke-opacity", "\(colour.opacity)"),
                parameter("stroke-width", pixels(widthMillimetres)),
            ] + (isDashed ? [parameter("stroke-dasharray", "6 3")] : []))
    }
}

extension StyleLabel {
    fileprivate var sld: StyleElement {
        StyleElement(
            "se:TextSymbolizer",
            [
                StyleElement("se:Label", [StyleElement("ogc:PropertyName", text: field)]),
                StyleElement(
                    "se:Font",
                    [parameter("font-size", "\(pointSize)")] + (isBold ? [parameter("font-weight", "bold")] : [])),
                StyleElement(
                    "se:Halo", [StyleElement("se:Radius", text: "2"), StyleFill.solid(.white).sld].compactMap { $0 }),
                StyleElement("se:Fill", [parameter("fill", colour.sld)]),
            ])
    }
}

private func parameter(_ name: String, _ value: String) -> StyleElement {
    StyleElement("se:SvgParameter", ["name": name], text: value)
}

extension StyleColour {
    /// #rrggbb.
    fileprivate var sld: String {
        "#" + components.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
