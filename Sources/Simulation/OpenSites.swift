import Territory

extension StudyTerritory {
    /// The territory at a moment: sites and transports that are closed then drop out, and findings tell which, and for
    /// which kinds no hours are known.
    func open(at moment: Moment, kinds: SiteKinds) -> StudyTerritory {
        var territory = self
        territory.sites.removeAll { !kinds.isOpen($0, at: moment) }
        territory.transports.removeAll { !$0.opening.isOpen(at: moment) }
        let season = moment.months == .all ? "" : " (" + moment.months.names.joined(separator: ", ") + ")"
        for kind in Set(sites.map(\.kind)).sorted() {
            let all = sites.filter { $0.kind == kind }
            let closed = all.filter { !kinds.isOpen($0, at: moment) }.map(\.id.text)
            if !closed.isEmpty {
                let names = closed.prefix(10).joined(separator: ", ") + (closed.count > 10 ? "…" : "")
                territory.findings.append(
                    Finding(
                        .information, where: kind,
                        "\(closed.count) of \(all.count) sites are closed at the moment \(moment.name)\(season) and left "
                            + "out: \(names)"))
            }
        }
        return territory
    }

    /// Kinds with sites of which no hours are known: these count as open at every moment.
    func unknownHoursFindings(_ kinds: SiteKinds) -> [Finding] {
        Set(sites.map(\.kind)).sorted().compactMap { kind in
            let count = sites.count { $0.kind == kind && kinds.opening(of: $0).hours == nil }
            guard count > 0 else { return nil }
            return Finding(
                .information, where: kind,
                "no hours are known of \(count) sites of this kind; they count as open at every hour "
                    + "(kinds.\(kind).times or .hours tells them)")
        }
    }
}
