import Coverage
import Export
import Foundation
import Geometry
import Simulation
import Territory

extension Session.Revision {
    /// The whole state: `GET /api/sessions/{id}`.
    func json(milliseconds: Double) throws -> JSONText {
        .object(
            try head + [
                ("changes", JSONText(state.scenario.changes)),
                ("rules", rules), ("baseline", try figures(of: baseline, "baseline")),
                ("milliseconds", .number((milliseconds * 10).rounded() / 10)),
            ])
    }

    /// What is new against an earlier revision: `PUT /api/sessions/{id}/changes`.
    ///
    /// - Parameter before: nil: everything is new.
    func json(since before: Session.Revision?, milliseconds: Double) throws -> JSONText {
        var members = try head
        if before.map({ $0.baseline.loaded.settings != baseline.loaded.settings }) ?? true {
            members.append(("baseline", try figures(of: baseline, "baseline")))
        }
        return .object(
            members + [
                ("changed", try changed(since: before?.state)),
                ("milliseconds", .number((milliseconds * 10).rounded() / 10)),
            ])
    }

    private var head: [(String, JSONText)] {
        get throws {
            [
                ("revision", .number(number)), ("name", .text(state.scenario.name)),
                ("year", .number(state.scenario.year)), ("moment", .text(state.scenario.moment)),
                ("figures", try figures(of: state, "figures")),
                ("findings", .list(state.evaluation.findings.map(findingJSON))),
            ]
        }
    }

    private func figures(of state: ScenarioState, _ name: String) throws -> JSONText {
        try memory.value(name) { try Export.figures(of: state.evaluation) }
    }

    private var rules: JSONText {
        let settings = state.loaded.settings
        let rule = settings.threeFifteens
        return .object([
            (
                "three_15s",
                .object([
                    ("inhabitants", .number(rule.inhabitants)), ("professionals", .number(rule.professionals)),
                    ("minutes", .number(rule.minutes)), ("inhabitants_basis", .text(rule.inhabitantsBasis.rawValue)),
                    ("kinds", .texts(rule.kinds)), ("tolerance", .number(rule.tolerance)),
                ])
            ),
            (
                "minutes",
                .object(
                    state.evaluation.kinds.map { ($0.kind, .number(settings.minutes(ofKind: $0.kind))) })
            ),
        ])
    }

    /// All sites; the catchments that are other ones than before; the sites that are gone.
    private func changed(since before: ScenarioState?) throws -> JSONText {
        let known = Dictionary(
            (before?.catchmentsBySite ?? []).map { ("\($0.kind) \($0.site)", $0.land) }) { first, _ in first }
        let new = Set(state.catchmentsBySite.filter { known["\($0.kind) \($0.site)"] != $0.land }.map(\.site))
        var catchments = MapLayer(.catchments, of: state.result)
        catchments.keep(where: "site") { new.contains($0) }
        let there = Set(state.evaluation.territory.sites.map(\.id.text))
        let gone = (before?.evaluation.territory.sites ?? []).map(\.id.text).filter { !there.contains($0) }
        return .object([
            ("sites", try sites()), ("catchments", try catchments.geoJSON(threads: 1)),
            ("removed", .texts(gone)),
        ])
    }

    /// The sites, with what a planner may change of them beside the columns of the file.
    func sites(kind: String? = nil) throws -> JSONText {
        let territory = state.evaluation.territory
        let settings = state.loaded.settings
        var layer = MapLayer(.sites, of: state.result)
        if let kind { layer.keep(where: "kind") { $0 == kind } }
        let columns = Set(layer.columns.map(\.name))
        let original = state.loaded.baseline
        let further = territory.sites.filter { kind == nil || $0.kind == kind }.map { site -> [(String, JSONText)] in
            let isOriginal = original.siteIndex(site.id) != nil
            let staff = site.professionals.names.map { ($0, JSONText.number(site.professionals[$0].headcount)) }
            let members: [(String, JSONText)] = [
                ("minutes", .number(site.minutes ?? settings.minutes(ofKind: site.kind))),
                ("own_minutes", .number(site.minutes)), ("beds", .number(site.beds)), ("staff", .object(staff)),
                ("opened", .flag(!isOriginal)), ("baseline", .flag(isOriginal)),
            ]
            return members.filter { !columns.contains($0.0) }
        }
        return try layer.geoJSON(threads: 1, further: further)
    }
}

extension ScenarioState {
    fileprivate var catchmentsBySite: [(kind: String, site: String, land: MultiPolygon)] {
        zip(evaluation.kinds, catchments).flatMap { kind, lands in
            zip(kind.coverage.sites, lands).map { (kind.kind, evaluation.territory.sites[$0].id.text, $1) }
        }
    }
}

func findingJSON(_ finding: Finding) -> JSONText {
    .object([
        ("severity", .text(finding.severity.rawValue)), ("where", .text(finding.where)), ("text", .text(finding.text)),
    ])
}
