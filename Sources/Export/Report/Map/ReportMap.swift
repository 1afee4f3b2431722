import Geometry

/// The map of a report: a drawing in SVG with what a script needs to shade, to switch and to tell.
struct ReportMap {
    /// A part of the map that can be switched on and off.
    struct Layer {
        /// Its element's id.
        var id: String
        var title: BilingualText
        /// What stands beside its title.
        var sample: Markup
        var content: Markup
        var isShown: Bool
        /// Whether a pointer reaches it.
        var isTouchable = false
    }

    /// Layers that belong together: those of a kind of site.
    struct LayerGroup {
        var title: BilingualText
        var layers: [Layer]
        var isOpen: Bool
    }

    struct Commune {
        var code: String
        var name: String
        var inhabitants: Double
        /// Inside it, where its name stands.
        var place: GridPlace?
        /// The attribute `d` of its outline.
        var path: String
    }

    /// What is told of a place.
    struct Place {
        var name: String
        var rows: [(title: BilingualText, value: PlaceValue)]
    }

    enum PlaceValue {
        case text(BilingualText)
        case number(Double?, NumberFormat)
    }

    var grid: MapGrid
    var communes: [Commune]
    /// At least one of them has a scale.
    var figures: [MapFigure]
    var texts: [MapText]
    var patterns: Markup
    var groups: [LayerGroup]
    var sites: [Place]

    private var shadings: [(place: Int, figure: MapFigure, scale: MapScale)] {
        figures.enumerated().compactMap { place, figure in figure.scale.map { (place, figure, $0) } }
    }

    // MARK: Drawing

    /// The section's content: the map, its layers and its legend.
    func markup(_ language: Language) -> Markup {
        let margin = max(grid.width, grid.height) / 50
        let box: Markup = "\(-margin) \(-margin) \(grid.width + 2 * margin) \(grid.height + 2 * margin)"
        let first = shadings.first
        let outlines = communes.enumerated().map { place, commune -> Markup in
            let value = first?.figure.values[place]
            let colour = value.flatMap { value in first.map { $0.scale.colours[$0.scale.place(of: value)] } }
            return "<path data-c=\"\(place)\" d=\"\(commune.path)\" fill=\"\((colour ?? .noData).css)\"/>\n"
        }
        func drawn(_ layer: Layer) -> Markup {
            let classes = (layer.isTouchable ? "" : "overlay") + (layer.isShown ? "" : " off")
            return """
                <g id="\(layer.id)" class="\(classes)">\(layer.content)</g>

                """
        }
        // Sites lie above the names of communes, land beneath them.
        let layers = groups.flatMap(\.layers)
        let lands = layers.filter { !$0.isTouchable }.map(drawn)
        let touchable = layers.filter(\.isTouchable).map(drawn)
        let label = BilingualText(
            "Carte. Flèches : se déplacer ; + et − : zoomer ; 0 : vue d’ensemble.",
            "Map. Arrows: move; + and −: zoom; 0: the whole.")
        let choice = BilingualText("Une commune (ou cliquez sur la carte)", "A commune (or click on the map)")
        return """
            <div class="map">
            <div class="canvas">
            <svg id="map" xmlns="http://www.w3.org/2000/svg" viewBox="\(box)" tabindex="0" role="application" \
            data-label-fr="\(label.french)" data-label-en="\(label.english)" aria-label="\(label[language])">
            <defs>\(patterns)</defs>
            <g class="communes">\(outlines)</g>
            \(lands)<path id="chosen" d=""/>
            <g id="layer-names" class="overlay"><g id="names" class="names"></g></g>
            \(touchable)
            </svg>
            \(zoomButtons(language))
            <div id="scale"></div><div id="tooltip" hidden="hidden"></div>
            </div>
            <div class="side">
            <label><span>\(BilingualText("Couleur des communes", "Colour of the communes"))</span>
            <select id="shade">\(shadeOptions(language))</select></label>
            <div id="legend"></div>
            \(layerSwitches())
            <label class="screen-only"><span>\(choice)</span>
            <select id="commune"><option value="">–</option></select></label>
            <div id="details" aria-live="polite"></div>
            </div>
            </div>
            """
    }

    private func zoomButtons(_ language: Language) -> Markup {
        let buttons: [(action: String, sign: String, name: BilingualText)] = [
            ("in", "+", BilingualText("Agrandir", "Zoom in")), ("out", "−", BilingualText("Réduire", "Zoom out")),
            ("all", "⤢", BilingualText("Vue d’ensemble", "The whole")),
        ]
        let markup = buttons.map { button -> Markup in
            """
            <button type="button" data-zoom="\(button.action)" data-label-fr="\(button.name.french)" \
            data-label-en="\(button.name.english)" aria-label="\(button.name[language])">\(button.sign)</button>
            """
        }
        return "<div class=\"zoom\">\(markup)</div>"
    }

    private func shadeOptions(_ language: Language) -> Markup {
        let options = shadings.enumerated().map { number, shading -> Markup in
            let title = shading.figure.title
            return """
                <option value="\(shading.place)" data-fr="\(title.french)" data-en="\(title.english)">\
                \(title[language])</option>
                """
        }
        return "\(options)"
    }

    private func layerSwitches() -> Markup {
        let names = Layer(
            id: "layer-names", title: BilingualText("Noms des communes", "Names of communes"), sample: .empty,
            content: .empty, isShown: true)
        let markup = groups.filter { !$0.layers.isEmpty }.map { group -> Markup in
            let open: Markup = group.isOpen ? " open=\"open\"" : ""
            return "<details\(open)><summary>\(group.title)</summary>\(group.layers.map(layerSwitch))</details>\n"
        }
        return "\(markup)\(layerSwitch(names))"
    }

    private func layerSwitch(_ layer: Layer) -> Markup {
        let checked: Markup = layer.isShown ? " checked=\"checked\"" : ""
        return """
            <label class="layer"><input type="checkbox" data-layer="\(layer.id)"\(checked)/>\
            <svg viewBox="0 0 20 16">\(layer.sample)</svg><span>\(layer.title)</span></label>
            """
    }

    // MARK: What the script reads

    func data() -> SummaryValue {
        .object([
            "metres": .number(grid.metres),
            "communes": .list(
                communes.map { commune in
                    .object([
                        "code": .text(commune.code), "name": .text(commune.name),
                        "place": commune.place.map { .list([.number(Double($0.x)), .number(Double($0.y))]) } ?? .null,
                    ])
                }),
            "byInhabitants": .list(
                communes.indices.sorted { (-communes[$0].inhabitants, $0) < (-communes[$1].inhabitants, $1) }
                    .map { .number(Double($0)) }),
            "figures": .list(figures.map { data($0) }),
            "texts": .list(
                texts.map { text in
                    .object([
                        "title": text.title.json, "values": .list(text.values.map { $0?.json ?? .null }),
                    ])
                }),
            "sites": .list(sites.map { data($0) }),
            "noData": .text(StyleColour.noData.css),
            "noDataLabel": BilingualText("sans valeur", "no value").json,
        ])
    }

    private func data(_ figure: MapFigure) -> SummaryValue {
        var members: [String: SummaryValue] = [
            "title": figure.title.json, "format": .text(figure.format.rawValue),
            "values": .list(figure.values.map { SummaryValue($0.flatMap(tersely)) }),
        ]
        if let scale = figure.scale {
            // One letter a commune, from "0"; "~" for no value.
            let classes = figure.values.map { value in
                value.map { Character(UnicodeScalar(UInt8(48 + min(60, scale.place(of: $0))))) } ?? "~"
            }
            members["classes"] = .text(String(classes))
            members["colours"] = .list(scale.colours.map { .text($0.css) })
            members["labels"] = .list(scale.labels.map(\.json))
            members["hasGaps"] = .flag(figure.values.contains { $0 == nil })
        }
        return .object(members)
    }

    private func data(_ place: Place) -> SummaryValue {
        .object([
            "name": .text(place.name),
            "rows": .list(
                place.rows.map { row in
                    switch row.value {
                    case .text(let text): .object(["title": row.title.json, "text": text.json])
                    case .number(let value, let format):
                        .object([
                            "title": row.title.json, "value": SummaryValue(value.flatMap(tersely)),
                            "format": .text(format.rawValue),
                        ])
                    }
                }),
        ])
    }
}

/// With four decimals: more than a report writes.
private func tersely(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    return value.magnitude < 1e11 ? (value * 1e4).rounded() / 1e4 : value
}

extension StyleColour {
    /// `#RRGGBB`.
    var css: String {
        let digits = String(hex, radix: 16, uppercase: true)
        return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
