/// A table of a report; a click on the head of a column sorts by it.
struct ReportTable {
    struct Column {
        var title: BilingualText
        var format: NumberFormat?

        init(_ title: BilingualText, _ format: NumberFormat? = nil) {
            self.title = title
            self.format = format
        }
    }

    enum Cell {
        case name(String)
        case words(BilingualText)
        /// In the format of the column.
        case number(Double?)
        case formatted(Double?, NumberFormat)
        /// Passed, failed, or not known.
        case verdict(Bool?, BilingualText)
        case markup(Markup)
    }

    var id: String
    var caption: BilingualText
    var columns: [Column]
    var rows: [[Cell]]
    /// A long table scrolls in a box of its own on a screen; in print it stands whole.
    var isLong: Bool { rows.count > 20 }

    /// Nothing where there are no rows.
    func markup(_ language: Language) -> Markup {
        guard !rows.isEmpty else { return .empty }
        let head = columns.map { column -> Markup in
            let isNumber: Markup = column.format == nil ? "" : " class=\"n\""
            return "<th scope=\"col\"\(isNumber)><button type=\"button\">\(column.title)</button></th>"
        }
        let body = rows.map { row -> Markup in
            let cells = zip(row, columns).enumerated().map { place, cell in
                self.cell(cell.0, format: cell.1.format, isFirst: place == 0, language)
            }
            return "<tr>\(cells)</tr>\n"
        }
        return """
            <div class="\(isLong ? "table long" : "table")" tabindex="0" role="region" aria-labelledby="\(id)-caption">
            <table id="\(id)" class="sortable"><caption id="\(id)-caption">\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody></table></div>

            """
    }

    private func cell(_ cell: Cell, format: NumberFormat?, isFirst: Bool, _ language: Language) -> Markup {
        func element(_ content: Markup, _ attributes: Markup = "") -> Markup {
            isFirst ? "<th scope=\"row\"\(attributes)>\(content)</th>" : "<td\(attributes)>\(content)</td>"
        }
        func number(_ value: Double?, _ format: NumberFormat) -> Markup {
            guard let value, value.isFinite else { return element("–", " class=\"n\"") }
            return element(
                "\(format.text(value, language))",
                " class=\"n\" data-v=\"\(number: value)\" data-f=\"\(format.rawValue)\"")
        }
        switch cell {
        case .name(let name): return element("\(name)")
        // A word in a column of numbers stands to the right as they do.
        case .words(let words): return element("\(words)", format == nil ? .empty : " class=\"n\"")
        case .number(let value): return number(value, format ?? .whole)
        case .formatted(let value, let format): return number(value, format)
        case .verdict(let passes, let words):
            let kind: Markup = passes.map { $0 ? "passes" : "fails" } ?? "unknown"
            let sign = passes.map { $0 ? "✓ " : "✗ " } ?? ""
            return element("<span class=\"verdict \(kind)\">\(sign)\(words)</span>")
        case .markup(let markup): return element(markup)
        }
    }
}
