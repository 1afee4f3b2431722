/// Age bands that are groups of a population: `inhabitants` for everybody, `age_N_plus` for those of N and more. They lie
/// within each other.
enum PopulationBand {
    /// The name that stands for everybody.
    static let everybody = "inhabitants"

    /// 75 for `age_75_plus`, 0 for everybody; nil for a name of another form.
    static func leastAge(_ group: String) -> Int? {
        if group == everybody { return 0 }
        guard group.hasPrefix("age_"), group.hasSuffix("_plus") else { return nil }
        return Int(group.dropFirst(4).dropLast(5)).flatMap { $0 > 0 ? $0 : nil }
    }
}
