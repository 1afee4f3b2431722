public import Geometry
public import Layers

/// The points of a layer, by id, in a projection.
public struct PointLayer: Sendable {
    public var ids: [String]
    public var places: [Point]
    /// The values of the figure that was asked for; empty when none was.
    public var figures: [Double]

    /// Reads a layer of points in the order of the file.
    ///
    /// - Parameters:
    ///   - idField: the column of the ids; every one must be there, once. Nil: points go by their place in
    ///     the file.
    ///   - figureField: a column of numbers from 0 to 10¹².
    ///   - crs: the projection that the points are wanted in.
    /// - Throws: `Problem`, `Problems` with everything that is wrong.
    public init(
        path: String, options: ReadingOptions, idField: String?, figureField: String? = nil,
        in crs: CoordinateReferenceSystem
    ) throws {
        let reader = try LayerReader(path: path, options: options)
        let id = try idField.map(reader.fieldIndex)
        let figure = try figureField.map(reader.fieldIndex)
        let projection = try CoordinateTransformation(from: reader.requireCRS(), to: crs)
        var ids: [String] = []
        var places: [Point] = []
        var figures: [Double] = []
        var found: [Problem] = []
        var seen: Set<String> = []
        try reader.forEach { feature in
            func add(_ text: String, _ remedy: String) {
                found.append(
                    Problem(.content, file: path, place: reader.place(of: feature), text, remedy: remedy))
            }
            var text = reader.place(of: feature)
            if let id, let idField {
                guard let given = feature.values[id].text, !feature.values[id].isBlank else {
                    return add("has no id in \"\(idField)\"", "fill it in, or name another column with --id-field")
                }
                guard seen.insert(given).inserted else {
                    return add("the id \"\(given)\" stands twice", "give every point an id of its own")
                }
                text = given
            }
            guard let place = try feature.shape?.point ?? feature.shape?.multiPolygon?.interiorPoint() else {
                return add("\"\(text)\" is no point", "give a layer of points or polygons")
            }
            if let figure, let figureField {
                // Sums of greater figures would not stay exact.
                guard let number = feature.values[figure].number, (0...1e12).contains(number) else {
                    return add(
                        "\"\(feature.values[figure].text ?? "")\" in \"\(figureField)\" is no number from 0 to 10¹²",
                        "correct the figure")
                }
                figures.append(number)
            }
            do {
                places.append(try projection.transform(place))
                ids.append(text)
            } catch {
                add("\(error)", "check the coordinates")
            }
        }
        if !found.isEmpty { throw Problems(found) }
        guard !ids.isEmpty else {
            throw Problem(
                .content, file: path, "the layer has no features", remedy: "check the file and the layer's name")
        }
        self.ids = ids
        self.places = places
        self.figures = figures
    }
}
