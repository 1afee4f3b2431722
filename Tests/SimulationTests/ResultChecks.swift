import Coverage
import Geometry
import Simulation
import Territory
import XCTest

/// Every figure of both is the same, to the last digit.
func assertSame(
    _ a: SimulationResult, _ b: SimulationResult, _ message: String = "", file: StaticString = #filePath,
    line: UInt = #line
) {
    func same(_ value: some Equatable, _ other: some Equatable, _ what: String) {
        // Not XCTAssertEqual: it would print whole territories.
        XCTAssertTrue("\(value)" == "\(other)", "\(what) differs. \(message)", file: file, line: line)
    }
    XCTAssertEqual(a.territory, b.territory, message, file: file, line: line)
    XCTAssertEqual(a.kinds.map(\.kind), b.kinds.map(\.kind), file: file, line: line)
    for (one, other) in zip(a.kinds, b.kinds) {
        same(one.coverage.nearestSite, other.coverage.nearestSite, "\(one.kind): the nearest site")
        same(one.coverage.nearestTime, other.coverage.nearestTime, "\(one.kind): the time")
        same(one.coverage.nearestMetres, other.coverage.nearestMetres, "\(one.kind): the distance")
        same(one.coverage.sitesWithin, other.coverage.sitesWithin, "\(one.kind): the sites within")
        same(one.coverage.limits, other.coverage.limits, "\(one.kind): the limits")
        same(one.figures, other.figures, "\(one.kind): the figures")
        same(one.groups.map(\.name), other.groups.map(\.name), "\(one.kind): the groups")
        same(one.groups.map(\.figures), other.groups.map(\.figures), "\(one.kind): the groups' figures")
        XCTAssertTrue(one.catchments == other.catchments, "\(one.kind): catchments. \(message)", file: file, line: line)
        XCTAssertTrue(
            one.uncoveredZones == other.uncoveredZones, "\(one.kind): zones. \(message)", file: file, line: line)
        XCTAssertTrue(one.mosaic == other.mosaic, "\(one.kind): mosaic. \(message)", file: file, line: line)
        XCTAssertTrue(one.pairs == other.pairs, "\(one.kind): pairs. \(message)", file: file, line: line)
    }
    XCTAssertEqual(a.poles.poles, b.poles.poles, message, file: file, line: line)
    same(a.poles.nearestPole, b.poles.nearestPole, "the nearest pole")
    same(a.poles.nearestTime, b.poles.nearestTime, "the time to the nearest pole")
    XCTAssertEqual(a.divisions.map(\.figures), b.divisions.map(\.figures), message, file: file, line: line)
    XCTAssertEqual(a.equity, b.equity, message, file: file, line: line)
    XCTAssertEqual(a.unattachedInhabitants, b.unattachedInhabitants, message, file: file, line: line)
    XCTAssertEqual(a.unattachedSites, b.unattachedSites, message, file: file, line: line)
    XCTAssertEqual(a.findings, b.findings, message, file: file, line: line)
}

/// Nobody is lost and nobody counts twice: every way of adding people up gives the same people. People are
/// whole numbers here, so that sums are exact.
func assertTotalsAddUp(_ result: SimulationResult, file: StaticString = #filePath, line: UInt = #line) throws {
    let population = result.territory.population
    let total = population.totalInhabitants
    let land = try MultiPolygon.unionOfAll(result.territory.communes.map(\.boundary))
    func equal(_ a: Double, _ b: Double, _ what: String) {
        XCTAssertEqual(a, b, what, file: file, line: line)
    }
    for kind in result.kinds {
        let figures = kind.figures
        equal(figures.inhabitants, total, "\(kind.kind): inhabitants")
        equal(figures.covered + figures.uncovered, total, "\(kind.kind): covered + uncovered")
        equal(figures.choices.reduce(0, +), total, "\(kind.kind): choices")
        equal(figures.choices[0], figures.uncovered, "\(kind.kind): no choice")
        equal(kind.uncoveredZones.reduce(0) { $0 + $1.inhabitants }, figures.uncovered, "\(kind.kind): zones")
        equal(kind.mosaic.reduce(0) { $0 + $1.inhabitants }, figures.covered, "\(kind.kind): mosaic")
        equal(
            kind.mosaic.reduce(0) { $1.sites.count > 1 ? $0 + $1.inhabitants : $0 }, kind.overlappedInhabitants,
            "\(kind.kind): overlapped")
        for (name, group) in kind.groups {
            let members = population.counts(ofGroup: name)?.reduce(0, +)
            equal(group.covered + group.uncovered, group.inhabitants, "\(kind.kind): \(name)")
            equal(group.inhabitants, members ?? -1, "\(kind.kind): all of \(name)")
        }
        XCTAssertEqual(
            kind.uncoveredZones.map(\.inhabitants), kind.uncoveredZones.map(\.inhabitants).sorted(by: >), "ranked",
            file: file, line: line)
        // The drawn land: zones and catchments together are the land, the mosaic is their union.
        let covered = try MultiPolygon.unionOfAll(kind.catchments)
        let coveredLand = try covered.intersection(land).area
        let zones = kind.uncoveredZones.reduce(0) { $0 + $1.land.area }
        XCTAssertEqual(zones + coveredLand, land.area, accuracy: land.area * 1e-6, kind.kind, file: file, line: line)
        let mosaic = kind.mosaic.reduce(0) { $0 + $1.land.area }
        XCTAssertEqual(mosaic, covered.area, accuracy: max(1, covered.area * 1e-5), kind.kind, file: file, line: line)
    }
    let served = (0..<population.count).reduce(0) { result.poles.isServed($1) ? $0 + population.inhabitants[$1] : $0 }
    equal(result.poles.poles.reduce(0) { $0 + $1.allocated }, served, "allocated")
    for pole in result.poles.poles {
        XCTAssertGreaterThanOrEqual(pole.reachable, pole.allocated, file: file, line: line)
    }
}
