import Layers

/// The columns of professionals by age, and how many of the professionals they tell the age of.
struct AgeColumns {
    private struct Profession {
        var name: String
        var bands: [(key: String, index: Int)]
        var people = 0.0
        var ofUnknownAge = 0.0
    }

    /// Ordered by name.
    private var professions: [Profession]

    init(_ source: ProfessionalSource, of layer: SourceLayer, log: inout ReadingLog) {
        professions = source.ages.sorted { $0.key < $1.key }.map { name, columns in
            Profession(name: name, bands: layer.fields(columns, key: "ages.\(name)", log: &log))
        }
    }

    /// The ages in a row; none of a profession of which no age is told. An empty cell is nobody.
    mutating func read(
        _ feature: Feature, of layer: SourceLayer, professionals: Professionals, commune: Int, log: inout ReadingLog
    ) -> [ProfessionalAges] {
        var found: [ProfessionalAges] = []
        for position in professions.indices {
            let name = professions[position].name
            var counts: [String: Double] = [:]
            for (band, index) in professions[position].bands {
                if let count = layer.figure(feature, index, log: &log), count > 0 { counts[band] = count }
            }
            // From the least, so that fractions give one sum.
            let known = counts.values.sorted().reduce(0, +)
            let people = professionals[name].headcount
            // Sums of published decimals may differ in their last digits.
            guard known <= people + 1e-6 else {
                log.problems.append(
                    layer.problem(
                        feature,
                        "\(layer.key).ages.\(name) counts \(plain(known)) by age, more than the \(plain(people)) there "
                            + "are",
                        remedy: "correct the counts by age, or the headcount"))
                continue
            }
            professions[position].people += people
            professions[position].ofUnknownAge += max(0, people - known)
            if known > 0 { found.append(ProfessionalAges(commune: commune, profession: name, counts: counts)) }
        }
        return found
    }

    /// A warning for each profession of which not every age is told.
    func report(of layer: SourceLayer, log: inout ReadingLog) {
        for profession in professions where profession.ofUnknownAge > 1e-6 {
            log.find(
                .warning, layer.path,
                "\(layer.key).ages.\(profession.name) tells no age of \(roundedToTenths(profession.ofUnknownAge)) of "
                    + "the \(roundedToTenths(profession.people)): they are taken to be as old as the others of their "
                    + "commune, and as the scenario says where no age is told")
        }
    }
}
