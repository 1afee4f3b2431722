import Geometry
import Layers

/// A layer that is open for reading, its shapes projected into the working projection.
struct SourceLayer {
    let reader: LayerReader
    /// Where the territory file names it: `population[1]`.
    let key: String
    /// Nil for a plain table.
    let transformation: CoordinateTransformation?

    var path: String { reader.path }

    /// Nil where it cannot be read; the log tells why.
    ///
    /// - Parameters:
    ///   - key: where the territory file names it: `population[1]`.
    ///   - needsShapes: whether a plain table is a problem.
    init?(
        _ source: LayerSource, key: String, in crs: CoordinateReferenceSystem, needsShapes: Bool,
        log: inout ReadingLog
    ) {
        self.key = key
        do {
            reader = try LayerReader(path: source.path, options: source.readingOptions())
            if needsShapes || reader.crs != nil {
                transformation = try CoordinateTransformation(from: reader.requireCRS(), to: crs)
            } else {
                transformation = nil
            }
        } catch {
            log.add(error, file: source.path)
            return nil
        }
        log.add(inputs: reader.files)
    }

    /// The position of a field; nil, and a problem with the key that names it, where there is none.
    ///
    /// - Parameter key: the key under the layer's: `columns.inhabitants`.
    func field(_ name: String, key: String, log: inout ReadingLog) -> Int? {
        do {
            return try reader.fieldIndex(name)
        } catch {
            guard let problem = error as? Problem, !reader.fields.isEmpty else {
                log.add(error, file: path)
                return nil
            }
            log.problems.append(
                Problem(
                    .content, file: log.territoryFile, place: "\(self.key).\(key)", "\(path) has no field \"\(name)\"",
                    remedy: problem.remedy))
            return nil
        }
    }

    /// The position of a field that need not be named; nil when it is not.
    func field(_ name: String?, key: String, log: inout ReadingLog) -> Int? {
        name.flatMap { field($0, key: key, log: &log) }
    }

    /// The positions of the fields of a mapping, by its keys in order.
    ///
    /// - Parameter key: of the mapping, under the layer's.
    func fields(_ names: [String: String], key: String, log: inout ReadingLog) -> [(key: String, index: Int)] {
        names.sorted { $0.key < $1.key }.compactMap { entry in
            field(entry.value, key: "\(key).\(entry.key)", log: &log).map { (entry.key, $0) }
        }
    }

    /// Every feature in the order of the file; a damaged file becomes a problem.
    func forEach(log: inout ReadingLog, _ body: (Feature, inout ReadingLog) -> Void) {
        var entries = log
        do {
            try reader.forEach { body($0, &entries) }
            log = entries
        } catch {
            log = entries
            log.add(error, file: path)
        }
    }

    func place(of id: Int64) -> String {
        reader.place(of: Feature(id: id, shape: nil, values: []))
    }

    func problem(_ feature: Feature, _ text: String, remedy: String? = nil) -> Problem {
        Problem(.content, file: path, place: reader.place(of: feature), text, remedy: remedy)
    }

    /// The trimmed text of a field; nil when it is blank.
    func text(_ feature: Feature, _ index: Int) -> String? {
        guard !feature.values[index].isBlank, let text = feature.values[index].text else { return nil }
        return text.trimmingBlanks
    }

    /// A finite figure of zero or more; nil when it is blank, and nil with a problem when it is no such.
    func figure(_ feature: Feature, _ index: Int, log: inout ReadingLog) -> Double? {
        let value = feature.values[index]
        guard !value.isBlank else { return nil }
        let name = reader.fields[index].name
        func refuse(_ what: String) -> Double? {
            log.problems.append(
                problem(feature, "\(name) is \(what)", remedy: "correct it, or leave it empty where it is unknown"))
            return nil
        }
        guard let number = value.number else { return refuse("\"\(value.text ?? "")\", which is no number") }
        guard number.isFinite else { return refuse("\(number), which is no finite number") }
        guard number >= 0 else { return refuse("\(plain(number)), which is negative") }
        guard number <= greatestFigure else { return refuse("\(number), which is beyond reason") }
        return number
    }

    /// The land of a feature, projected, made valid; nil, and a problem, where there is none.
    func land(_ feature: Feature, name: String, log: inout ReadingLog) -> MultiPolygon? {
        guard let drawn = feature.shape?.multiPolygon, let transformation else {
            log.problems.append(problem(feature, "\(name) has no polygon"))
            return nil
        }
        do {
            let (land, report) = try transformation.transform(drawn).repaired()
            guard !land.isEmpty else {
                log.problems.append(problem(feature, "the polygon of \(name) has no area"))
                return nil
            }
            if let report {
                log.find(
                    .warning, "\(path), \(reader.place(of: feature))", "the polygon of \(name) was repaired: \(report)")
            }
            return land
        } catch {
            log.add(error, file: path, place: reader.place(of: feature))
            return nil
        }
    }

    /// The place of a point, or a place inside a polygon, projected, and the first point as it was drawn;
    /// nil, and a problem, where there is none.
    func location(_ feature: Feature, log: inout ReadingLog) -> (projected: Point, drawn: Point)? {
        guard let shape = feature.shape, let drawn = shape.points.first, let transformation else {
            log.problems.append(
                problem(feature, "there are no coordinates", remedy: "fill them in, or take the row out"))
            return nil
        }
        do {
            if let point = shape.point { return (try transformation.transform(point), drawn) }
            if let land = shape.multiPolygon {
                let projected = try transformation.transform(land).repaired().land
                if let point = try projected.interiorPoint() { return (point, drawn) }
            }
            log.problems.append(problem(feature, "expected a point or a polygon"))
        } catch {
            log.add(error, file: path, place: reader.place(of: feature))
        }
        return nil
    }
}

/// No count of people, and no weight, comes near it; sums of such figures stay exact.
private let greatestFigure = 1e12

extension String {
    var trimmingBlanks: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }

    /// Without the zeros in front, which spreadsheets lose.
    var withoutLeadingZeros: String {
        String(drop { $0 == "0" })
    }
}
