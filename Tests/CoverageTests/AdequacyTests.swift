import Coverage
import RoadNetwork
import Territory
import XCTest

/// Supply against need: standardised inhabitants, densities, access, levels, states, zoning and basket, by hand and by
/// what must hold.
final class AdequacyTests: XCTestCase {
    private func population(_ inhabitants: [Double], _ groups: [String: [Double]]) -> Population {
        Population(
            ids: inhabitants.indices.map { "p\($0)" }, locations: inhabitants.map { World.at($0, 0) },
            communes: inhabitants.map { _ in nil }, inhabitants: inhabitants,
            groups: groups.sorted { $0.key < $1.key }.map { PopulationGroup(name: $0.key, counts: $0.value) })
    }

    // MARK: Need

    func testNestedAgesDoNotCountTwice() throws {
        let people = population([100, 50], ["age_75_plus": [20, 0], "age_85_plus": [5, 0]])
        let weights = NeedWeights(others: 1, groups: ["age_75_plus": 2, "age_85_plus": 3])
        XCTAssertEqual(weights.enclosing("age_85_plus"), "age_75_plus")
        XCTAssertNil(weights.enclosing("age_75_plus"))
        let standardised = standardisedPopulation(people, weights)
        // 80 others, 15 of 75 to 84, 5 of 85 and more; and 50 others.
        let raw = [80.0 + 15 * 2 + 5 * 3, 50]
        let counts = try XCTUnwrap(standardised.counts)
        for point in 0...1 { XCTAssertEqual(counts[point], raw[point] * 150 / (raw[0] + raw[1]), accuracy: 1e-12) }
        XCTAssertEqual(standardised.countedTwice, 0)
    }

    func testEqualWeightsLeaveEverybodyAsTheyAre() {
        let people = population([100, 51], ["age_75_plus": [20, 3], "age_85_plus": [5, 1], "age_under_16": [7, 8]])
        for weight in [1.0, 2, 0.25] {
            let weights = NeedWeights(
                others: weight, groups: ["age_75_plus": weight, "age_85_plus": weight, "age_under_16": weight])
            XCTAssertEqual(standardisedPopulation(people, weights).counts, [100, 51])
        }
    }

    func testGroupsThatLieInOthersByName() throws {
        let people = population([100], ["poor": [30], "poor_alone": [10]])
        var weights = NeedWeights(others: 1, groups: ["poor": 2, "poor_alone": 4])
        weights.within = ["poor_alone": "poor"]
        // Alone in the land, they have what they are: 100. The proportions show with a second place.
        let two = population([100, 100], ["poor": [30, 0], "poor_alone": [10, 0]])
        let raw = 70.0 + 20 * 2 + 10 * 4
        XCTAssertEqual(
            try XCTUnwrap(standardisedPopulation(two, weights).counts)[0], raw * 200 / (raw + 100), accuracy: 1e-12)
        XCTAssertEqual(standardisedPopulation(people, weights).counts, [100])
    }

    func testGroupsThatOverlapAreTold() {
        let people = population([10], ["ill": [8], "poor": [7]])
        let standardised = standardisedPopulation(people, NeedWeights(groups: ["ill": 1, "poor": 1]))
        XCTAssertEqual(standardised.countedTwice, 5)
    }

    func testWeightsThatSumToZeroGiveAReason() {
        let people = population([10, 5], ["old": [1, 1]])
        let none = standardisedPopulation(people, NeedWeights(others: 0))
        XCTAssertNil(none.counts)
        XCTAssertNotNil(none.reason)
        // Who weighs something counts.
        XCTAssertEqual(standardisedPopulation(people, NeedWeights(others: 0, groups: ["old": 3])).counts, [7.5, 7.5])
    }

    // MARK: Levels and zones

    func testLevels() {
        let cutOffs = AdequacyCutOffs(
            unit: .perHundredThousand, unmetBelow: 50, abundantFrom: 100, redundantFrom: 150, redundantChoices: 3)
        func level(_ access: Double, _ choices: Double = 9) -> AdequacyLevel {
            cutOffs.level(access: access, choices: choices)
        }
        XCTAssertEqual(
            [49.9, 50, 99.9, 100, 149.9, 150].map { level($0) },
            [.unmet, .adequate, .adequate, .abundant, .abundant, .redundant])
        XCTAssertEqual(level(200, 2.9), .abundant, "one place alone is not redundant")
        XCTAssertEqual(level(200, 3), .redundant)
    }

    // MARK: A small land

    /// a –10 min– b –10 min– c; commune A holds a, commune B holds b and c. A nurse in A, known by commune; an msp at b
    /// with two nurses, 1.5 full-time; a pharmacy at c.
    private func land() throws -> (reach: Reach, communes: CommuneReach) {
        var world = World()
        world.place("a", 100, 100)
        world.place("b", 1100, 100)
        world.place("c", 1900, 900)
        world.street("a", "b", seconds: 600)
        world.street("b", "c", seconds: 600)
        world.commune("A", rectangle(0, 0, 1000, 1000))
        world.commune("B", rectangle(1000, 0, 2000, 1000))
        world.village("va", at: "a", inhabitants: 100)
        world.village("vb", at: "b", inhabitants: 200)
        world.village("vc", at: "c", inhabitants: 100)
        world.site("m", at: "b", professionals: 2, fte: 1.5)
        world.site("p", at: "c", kind: "pharmacy")
        var reach = try world.reach()
        reach.territory.sites[0].commune = 1
        reach.territory.sites[1].commune = 1
        reach.territory.population.groups = [PopulationGroup(name: "age_75_plus", counts: [20, 40, 0])]
        reach.territory.supply.professionals[0]["nurse"] = ProfessionalCount(1)
        reach.territory.divisions = [
            Division(
                name: "zone",
                territories: [
                    DivisionTerritory(
                        id: "HZ", name: "HZ", boundary: rectangle(0, 0, 1000, 1000), communes: [0], points: [0]),
                    DivisionTerritory(
                        id: "ZIP", name: "ZIP", boundary: rectangle(1000, 0, 2000, 1000), communes: [1], points: [1, 2]),
                ])
        ]
        let entries = [0.0, 10, 20].enumerated().map {
            CommuneReach.Entry(point: $0.offset, time: TravelTime(minutes: $0.element))
        }
        return (
            reach,
            CommuneReach(limit: TravelTime(minutes: 60), communeCount: 2, byCommune: [(commune: 0, entries: entries)])
        )
    }

    private func service(_ change: (inout Service) -> Void = { _ in }) throws -> Service {
        var service = Service(
            name: "nursing", professions: ["nurse"], minutes: 15, decay: try TravelDecay("steps:10=1,15=0.5"),
            need: NeedWeights(groups: ["age_75_plus": 2]), consultationsPerUnit: 1000,
            orientationKinds: ["pharmacy"],
            cutOffs: AdequacyCutOffs(
                unit: .perHundredThousand, unmetBelow: 500, abundantFrom: 650, redundantFrom: 650, redundantChoices: 2))
        change(&service)
        return service
    }

    private func evaluate(_ service: Service) throws -> ServiceAdequacy {
        let land = try land()
        return try XCTUnwrap(
            adequacy(of: [service], reach: land.reach, communes: land.communes, pointsByCommune: [[0], [1, 2]]).first)
    }

    func testASmallLandByHand() throws {
        let zoning = ServiceZoning(division: "zone", zones: ["ZIP", "HZ"], cutOffs: [650])
        let result = try evaluate(try service { $0.zoning = zoning })
        // Need: 80 + 2 × 20, 160 + 2 × 40 and 100, brought to 400 in all.
        let scale = 400.0 / (120 + 240 + 100)
        // Everybody reaches the msp with weight 1; a and b alone reach the nurse in A.
        let house = 1.5 / 400
        let nurse = 1 / ((120 + 240) * scale)
        let access = try XCTUnwrap(result.access)
        for (value, expected) in zip(access, [house + nurse, house + nurse, house]) {
            XCTAssertEqual(value, expected, accuracy: 1e-15)
        }
        XCTAssertEqual(result.choices, [2, 2, 1])
        XCTAssertEqual(result.supply, 2.5)
        XCTAssertEqual(result.supplyOutOfReach, 0)
        XCTAssertEqual(result.whole.headcount, 3)
        XCTAssertEqual(result.whole.density(per: 10_000), 3.0 / 400 * 10_000)
        XCTAssertEqual(try XCTUnwrap(result.whole.ageWeightedDensity(per: 10_000)), 75, accuracy: 1e-12)

        let (a, b) = (result.communes[0], result.communes[1])
        XCTAssertEqual(a.density(per: 100_000), 1000)
        XCTAssertEqual(b.density(per: 100_000), 2.0 / 300 * 100_000)
        XCTAssertEqual(try XCTUnwrap(a.ageWeightedDensity(per: 100_000)), 100_000 / (120 * scale), accuracy: 1e-9)
        XCTAssertEqual(try XCTUnwrap(a.access), house + nurse, accuracy: 1e-15)
        XCTAssertEqual(try XCTUnwrap(b.access), house + nurse * 200 / 300, accuracy: 1e-15)
        XCTAssertEqual(b.choices, (200.0 * 2 + 100) / 300)
        // 694 and 588 of 100 000.
        XCTAssertEqual([a.level, b.level], [.redundant, .adequate])
        XCTAssertEqual(try XCTUnwrap(b.accessInUnit), (house + nurse * 200 / 300) * 100_000, accuracy: 1e-9)

        let old = result.groups[0]
        XCTAssertEqual(old.people, 60)
        XCTAssertEqual(try XCTUnwrap(old.access), house + nurse, accuracy: 1e-15, "nobody old lives at c")

        let comparison = try XCTUnwrap(result.zoning)
        XCTAssertEqual(comparison.official, ["HZ", "ZIP"])
        XCTAssertEqual(comparison.computed, ["HZ", "ZIP"])
        XCTAssertEqual(comparison.agreement, 1)
        XCTAssertEqual(comparison.cells.map(\.inhabitants), [300, 100])

        let strict = try evaluate(
            try service { $0.zoning = ServiceZoning(division: "zone", zones: ["ZIP", "HZ"], cutOffs: [800]) })
        XCTAssertEqual(strict.zoning?.computed, ["ZIP", "ZIP"])
        XCTAssertEqual((0...1).map { strict.zoning?.disagrees($0) }, [true, false])
        XCTAssertEqual(strict.zoning?.agreement, 0.75)
    }

    func testUnits() throws {
        let mean = (300.0 * (1.5 / 400 + 460 / (360.0 * 400)) + 100 * 1.5 / 400) / 400
        for (unit, expected) in [
            (AccessUnit.perHundredThousand, mean * 100_000), (.consultations, mean * 1000), (.relative, 1),
        ] {
            let result = try evaluate(try service { $0.cutOffs.unit = unit })
            XCTAssertEqual(try XCTUnwrap(result.whole.accessInUnit), expected, accuracy: 1e-9, "\(unit)")
        }
        let unknown = try evaluate(
            try service {
                $0.cutOffs.unit = .consultations
                $0.consultationsPerUnit = nil
            })
        XCTAssertNil(unknown.whole.level)
        XCTAssertNotNil(unknown.reasons["level"])
    }

    func testWeightlessNeedHasNoAccess() throws {
        let result = try evaluate(try service { $0.need = NeedWeights(others: 0) })
        XCTAssertNil(result.access)
        XCTAssertNil(result.whole.access)
        XCTAssertNil(result.whole.ageWeightedDensity(per: 100_000))
        XCTAssertNotNil(result.reasons["access"])
        XCTAssertEqual(result.whole.headcount, 3, "densities stay")
    }

    func testThreeStates() throws {
        // Five minutes: a has its nurse, b the msp, c the pharmacy only.
        let near = try evaluate(
            try service {
                $0.minutes = 5
                $0.orientationMinutes = 5
            })
        XCTAssertEqual(near.states, [.response, .response, .orientation])
        XCTAssertEqual(near.whole.states, ResponseCounts(response: 300, orientation: 100))
        XCTAssertEqual(near.communes[1].states, ResponseCounts(response: 200, orientation: 100))
        XCTAssertEqual(near.groups[0].states, ResponseCounts(response: 60))
        let none = try evaluate(
            try service {
                $0.minutes = 5
                $0.orientationKinds = []
            })
        XCTAssertEqual(none.whole.states, ResponseCounts(response: 300, nothing: 100))
        // Limits are inclusive.
        XCTAssertEqual(try evaluate(try service { $0.minutes = 10 }).choices, [2, 2, 1])
        XCTAssertEqual(try evaluate(try service { $0.minutes = 9.99 }).choices, [1, 1, 0])
    }

    /// Whoever lives in a perimeter is told where to go, however far its seat is; and nobody else is.
    func testOrientationByZone() throws {
        var land = try land()
        // A dac at c, without a zone, which vc would reach at once.
        land.reach.territory.sites[1].kind = "dac"
        let service = try service {
            $0.minutes = 5
            $0.orientationKinds = ["dac"]
            $0.orientationMinutes = 5
        }
        func states(_ communes: [Int]?) throws -> [ResponseState] {
            var reach = land.reach
            if let communes {
                reach.territory.divisions.append(
                    Division(
                        name: "DAC",
                        territories: [
                            DivisionTerritory(
                                id: "d", name: "d", boundary: rectangle(0, 0, 1, 1), communes: communes,
                                points: communes == [0] ? [0] : [1, 2])
                        ]))
            }
            return try XCTUnwrap(
                adequacy(
                    of: [service], reach: reach, communes: land.communes, pointsByCommune: [[0], [1, 2]],
                    zonal: zonalCover(ofKind: "dac", in: reach.territory).map { ["dac": $0] } ?? [:]
                ).first
            ).states
        }
        XCTAssertEqual(try states(nil), [.response, .response, .orientation], "by travel time")
        XCTAssertEqual(try states([0]), [.response, .response, .nothing], "beside the seat, and outside")
        XCTAssertEqual(try states([1]), [.response, .response, .orientation])
        // A zone of the site itself, by which it covers A alone.
        land.reach.territory.sites[1].zone = [0]
        XCTAssertEqual(try states(nil), [.response, .response, .nothing])
        land.reach.territory.sites[1].zone = [1]
        XCTAssertEqual(try states(nil), [.response, .response, .orientation])
    }

    func testKindsAndHeads() throws {
        let houses = try evaluate(
            try service {
                $0.kinds = ["msp"]
                $0.supplyUnit = .headcount
            })
        XCTAssertEqual(houses.supply, 3, "professionals known by commune are at no kind of site, and count")
        let pharmacies = try evaluate(try service { $0.kinds = ["pharmacy"] })
        XCTAssertEqual(pharmacies.supply, 1)
        let guided = try evaluate(try service { $0.orientationKinds = ["msp"] })
        XCTAssertEqual(guided.supply, 1, "who is at a place of orientation does not treat")
        XCTAssertEqual(guided.states, [.response, .response, .orientation])
        let visited = try evaluate(try service { $0.visitingKinds = ["msp"] })
        XCTAssertEqual(visited.supply, 2.5, "their time")
        XCTAssertEqual(visited.whole.headcount, 1, "their heads are elsewhere")
        let site = try evaluate(
            try service {
                $0.professions = []
                $0.kinds = ["pharmacy"]
            })
        XCTAssertNil(site.access)
        XCTAssertEqual(site.choices, [0, 1, 1])
        XCTAssertEqual(site.whole.states.total, 400)
    }

    func testBasket() throws {
        let land = try land()
        let services = adequacy(
            of: [
                try service { $0.minutes = 5 },
                try service {
                    $0.professions = []
                    $0.kinds = ["pharmacy"]
                },
            ],
            reach: land.reach, communes: land.communes, pointsByCommune: [[0], [1, 2]])
        let basket = try XCTUnwrap(
            serviceBasket(services, inhabitants: [100, 200, 100], pointsByCommune: [[0], [1, 2]]))
        // a: the nurse; b: both; c: the pharmacy.
        XCTAssertEqual(basket.inhabitantsByCount, [0, 200, 200])
        XCTAssertEqual(basket.whole.shares, [0.75, 0.75])
        XCTAssertEqual(basket.communes[0].complete, [0])
        XCTAssertEqual(basket.communes[1].complete, [1])
        XCTAssertEqual(basket.communes[1].shares, [200.0 / 300, 1])
        XCTAssertEqual(basket.communes[1].meanCount, (200.0 * 2 + 100) / 300)
        XCTAssertNil(serviceBasket([], inhabitants: [], pointsByCommune: []))
    }

    func testCentralPoint() {
        let people = population([1, 1, 5, 0], [:])
        // Places at x = 1, 1, 5, 0: the mean of the inhabitants is 27 / 7.
        XCTAssertEqual(centralPoint(of: [0, 1, 2, 3], in: people), 2)
        XCTAssertEqual(centralPoint(of: [0, 1], in: people), 0)
        XCTAssertNil(centralPoint(of: [3], in: people))
        XCTAssertNil(centralPoint(of: [], in: people))
    }

    // MARK: What must hold

    /// A random land: 40 points on 12 communes, every place of supply reaches some of them.
    private func randomLand(_ seed: UInt64) throws -> (reach: Reach, communes: CommuneReach, points: [[Int]]) {
        var random = SeededGenerator(state: seed)
        var world = World()
        world.place("hub", 0, 0)
        for index in 0..<40 {
            world.place("v\(index)", Double(index) * 100 + 50, 500)
            world.street("hub", "v\(index)", seconds: Double.random(in: 30...700, using: &random))
        }
        for index in 0..<12 {
            world.commune("c\(index + 10)", rectangle(Double(index) * 400, 0, Double(index + 1) * 400, 1000))
        }
        for index in 0..<40 {
            world.village("v\(index)", at: "v\(index)", inhabitants: Double(Int.random(in: 0...300, using: &random)))
        }
        for index in 0..<6 {
            world.site("s\(index)", at: "v\(index * 6)", professionals: Double(Int.random(in: 0...5, using: &random)))
        }
        var reach = try world.reach()
        reach.territory.population.groups = [
            PopulationGroup(
                name: "age_75_plus", counts: reach.territory.population.inhabitants.map { ($0 / 5).rounded(.down) })
        ]
        var byCommune: [(commune: Int, entries: [CommuneReach.Entry])] = []
        for commune in 0..<5 {
            reach.territory.supply.professionals[commune]["nurse"] = ProfessionalCount(
                Double(Int.random(in: 1...4, using: &random)))
            byCommune.append(
                (
                    commune,
                    (0..<40).filter { _ in Bool.random(using: &random) }.map {
                        CommuneReach.Entry(
                            point: $0, time: TravelTime(minutes: Double.random(in: 0...25, using: &random)))
                    }
                ))
        }
        var points = [[Int]](repeating: [], count: 12)
        for (point, commune) in reach.territory.population.communes.enumerated() {
            points[try XCTUnwrap(commune)].append(point)
        }
        let communes = CommuneReach(limit: TravelTime(minutes: 25), communeCount: 12, byCommune: byCommune)
        return (reach, communes, points)
    }

    func testSupplyIsConservedAndSumsAreTotals() throws {
        for seed in 0..<20 as Range<UInt64> {
            let land = try randomLand(seed)
            for method in AccessMethod.allCases {
                let service = try service {
                    $0.method = method
                    $0.decay = .steps([.init(minutes: 5, weight: 1), .init(minutes: 20, weight: 0.5)])
                }
                let result = try XCTUnwrap(
                    adequacy(
                        of: [service], reach: land.reach, communes: land.communes, pointsByCommune: land.points
                    ).first)
                let need = try XCTUnwrap(result.population.counts)
                let access = try XCTUnwrap(result.access)
                let shared = zip(need, access).reduce(0) { $0 + $1.0 * $1.1 }
                XCTAssertEqual(shared, result.supply - result.supplyOutOfReach, accuracy: 1e-6, "\(method) \(seed)")
                let total = land.reach.territory.population.totalInhabitants
                XCTAssertEqual(result.whole.inhabitants, total)
                XCTAssertEqual(result.whole.states.total, total)
                XCTAssertEqual(result.communes.reduce(0) { $0 + $1.states.total }, total)
                for state in ResponseState.allCases {
                    XCTAssertEqual(result.communes.reduce(0) { $0 + $1.states[state] }, result.whole.states[state])
                }
                XCTAssertEqual(
                    result.communes.reduce(0) { $0 + $1.headcount } + result.headcountOutside,
                    result.places.reduce(0) { $0 + $1.headcount })
                XCTAssertEqual(
                    result.groups[0].states.total, land.reach.territory.population.groups[0].counts.reduce(0, +))
                XCTAssertEqual(
                    result.communes.compactMap(\.standardisedInhabitants).reduce(0, +), total, accuracy: 1e-8)
            }
        }
    }

    /// In the methods whose demand does not depend on supply.
    func testOneMoreProfessionalLowersNobody() throws {
        for seed in 0..<10 as Range<UInt64> {
            let land = try randomLand(seed)
            for method in [AccessMethod.twoStep, .enhancedTwoStep, .gravity] {
                let service = try service { $0.method = method }
                func access(_ reach: Reach) throws -> [Double] {
                    try XCTUnwrap(
                        adequacy(
                            of: [service], reach: reach, communes: land.communes, pointsByCommune: land.points
                        ).first?.access)
                }
                let before = try access(land.reach)
                for site in land.reach.territory.sites.indices {
                    var more = land.reach
                    more.territory.sites[site].professionals["nurse"] =
                        more.territory.sites[site].professionals["nurse"] + ProfessionalCount(1)
                    let after = try access(more)
                    for (old, new) in zip(before, after) { XCTAssertGreaterThanOrEqual(new, old, "\(method)") }
                    XCTAssertGreaterThan(after.reduce(0, +), before.reduce(0, +))
                }
            }
        }
    }
}
