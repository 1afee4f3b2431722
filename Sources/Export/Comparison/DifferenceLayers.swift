import Geometry
import Layers

/// The communes of one run with what is different from the reference: for each kind who gains and who loses, then the
/// change of every other column of numbers that both runs have.
func communeDifferences(_ difference: RunDifference, of comparison: Comparison, name: String) -> ResultLayer {
    let (run, base) = (comparison.runs[difference.run], comparison.runs[comparison.reference])
    var fields = [
        Field("run", .string), Field("code", .string), Field("name", .string),
        Field("inhabitants", peopleType(base.people.inhabitants)),
    ]
    let peopleFields = difference.kinds.flatMap { kind in changeFields(kind.kind, peopleType(base.people.inhabitants)) }
    fields += peopleFields
    let known = Set(fields.map(\.name) + base.people.groups.map(\.name))
    // Columns of one name in both, save those that cannot change and those that are there already.
    let columns = base.communeColumns.enumerated().compactMap { place, column -> (name: String, Int, Int)? in
        guard let other = run.communeColumns.firstIndex(of: column), !known.contains(column),
            !known.contains("\(column)_change")
        else { return nil }
        return ("\(column)_change", place, other)
    }
    fields += columns.map { Field($0.name, .real) }
    let features = base.communes.indices.map { commune in
        var values: [FieldValue] = [
            .string(run.name), .string(base.communes[commune].code), .string(base.communes[commune].name),
            people(difference.kinds.first?.communes[commune].inhabitants ?? 0),
        ]
        values += difference.kinds.flatMap { changeValues($0.communes[commune]) }
        values += columns.map { _, before, after in
            guard let was = base.communes[commune].figures[before], let now = run.communes[commune].figures[after]
            else { return .null }
            return figure(now - was)
        }
        return Feature(shape: base.communes[commune].boundary, values: values)
    }
    return ResultLayer(name: name, fields: fields, geometry: .multiPolygon, crs: base.crs, features: features)
}

private func changeFields(_ kind: String, _ type: FieldType) -> [Field] {
    [
        Field("\(kind)_covered_inhabitants_change", type), Field("\(kind)_covered_share_change", .real),
    ]
        + AccessShift.allCases.map { Field("\(kind)_\($0.rawValue)", type) }
        + [Field("\(kind)_mean_minutes_gained", .real), Field("\(kind)_mean_choices_change", .real)]
}

private func changeValues(_ change: AccessChange) -> [FieldValue] {
    [
        people(change.coveredChange),
        figure(change.inhabitants > 0 ? change.coveredChange / change.inhabitants : nil),
    ] + AccessShift.allCases.map { people(change[$0]) }
        + [figure(change.meanMinutesGained), figure(change.meanChoicesChange)]
}

/// Every place where people live, with what becomes of its access to each kind.
func populationDifferences(_ difference: RunDifference, of comparison: Comparison, name: String) -> ResultLayer {
    let (run, base) = (comparison.runs[difference.run], comparison.runs[comparison.reference])
    let before = base.people
    var fields = [
        Field("run", .string), Field("point", .string), Field("commune", .string),
        Field("inhabitants", peopleType(before.inhabitants)),
    ]
    let kinds = difference.kinds.map { kind in
        (
            name: kind.kind, was: before.kind(kind.kind) ?? .nobody(kind.kind, pointCount: before.count),
            now: run.people.kind(kind.kind) ?? .nobody(kind.kind, pointCount: before.count)
        )
    }
    for kind in kinds {
        fields += [
            Field("\(kind.name)_shift", .string), Field("\(kind.name)_minutes_gained", .real),
            Field("\(kind.name)_choices_change", .integer),
        ]
    }
    let features = (0..<before.count).map { point in
        var values: [FieldValue] = [
            .string(run.name), .string(before.points[point]), before.communes[point].map { .string($0) } ?? .null,
            people(before.inhabitants[point]),
        ]
        for kind in kinds {
            let times = (kind.was.milliseconds[point], kind.now.milliseconds[point])
            var gained: Double?
            if let was = times.0, let now = times.1 { gained = Double(was - now) / 60_000 }
            values += [
                .string(AccessShift(from: kind.was, to: kind.now, at: point).rawValue), figure(gained),
                .integer(Int64(kind.now.choices[point] - kind.was.choices[point])),
            ]
        }
        return Feature(shape: .point(before.locations[point]), values: values)
    }
    return ResultLayer(name: name, fields: fields, geometry: .point, crs: base.crs, features: features)
}

/// The communes of all runs in one layer: by run, then code. What a run has no column for is null.
func allCommuneDifferences(_ layers: [ResultLayer], crs: CoordinateReferenceSystem) -> ResultLayer {
    var fields: [Field] = []
    for field in layers.flatMap(\.fields) {
        if let place = fields.firstIndex(where: { $0.name == field.name }) {
            // A column is of whole numbers only where it is so in every layer.
            if field.type == .real { fields[place].type = .real }
        } else {
            fields.append(field)
        }
    }
    let features = layers.flatMap { layer in
        let places = fields.map { field in layer.fields.firstIndex { $0.name == field.name } }
        return layer.features.map { feature in
            Feature(shape: feature.shape, values: places.map { $0.map { feature.values[$0] } ?? .null })
        }
    }
    return ResultLayer(name: "differences", fields: fields, geometry: .multiPolygon, crs: crs, features: features)
}
