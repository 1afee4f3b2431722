import Export
import Geometry
import Layers
import RoadNetwork
import Simulation
import XCTest

/// A file of catchments, read again: polygons and travel times agree.
final class CatchmentFileTests: XCTestCase {
    func testPolygonsAgreeWithTheTimesOfEveryHome() throws {
        let territory = try SmallTerritory()
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let network = loaded.network
        let homes = try PointLayer(
            path: territory.path("homes.csv"), options: ReadingOptions(), idField: "home", figureField: "people",
            in: network.crs)
        let sites = try PointLayer(
            path: territory.path("sites.csv"), options: ReadingOptions(), idField: "id", in: network.crs)
        let people = Inhabitants(
            places: homes.places, attachments: homes.places.map { network.attach($0) }, counts: homes.figures)
        let attachments = sites.places.map { network.attach($0) }
        for direction in TravelDirection.allCases {
            let catchments = try siteCatchments(
                network: network, sites: (sites.ids, attachments), minutes: [3, 6.5, 10], direction: direction,
                people: people, access: AccessSettings(), resolutionMetres: 100, threads: 2)
            let path = territory.path("catchments.geojson")
            try writeCatchments(catchments, crs: network.crs, to: path, threads: 2)

            let reader = try LayerReader(path: path)
            XCTAssertEqual(reader.fields.map(\.name), ["site", "minutes", "area_km2", "inhabitants"])
            let toMetres = try CoordinateTransformation(from: reader.requireCRS(), to: network.crs)
            let times = TravelTimeMatrix(
                network: network, sites: attachments, places: people.attachments, direction: direction, threads: 1)
            var read: [String] = []
            try reader.forEach { feature in
                let id = try XCTUnwrap(feature.values[0].text)
                let minutes = try XCTUnwrap(feature.values[1].number)
                read.append("\(id) \(minutes)")
                let site = try XCTUnwrap(sites.ids.firstIndex(of: id))
                let land = try toMetres.transform(feature.shape?.multiPolygon ?? .empty)
                let border = try BorderLocator(land)
                var inhabitants = 0.0
                for (home, place) in homes.places.enumerated() {
                    let isWithin = times.time(site: site, place: home) <= TravelTime(minutes: minutes)
                    if isWithin { inhabitants += homes.figures[home] }
                    if try border.contains(place) != isWithin {
                        XCTAssertTrue(
                            try border.isBorder(within: 100, of: place), "\(id), \(minutes) min, \(homes.ids[home])")
                    }
                }
                XCTAssertEqual(feature.values[3].number, inhabitants, "\(id), \(minutes) min")
                XCTAssertEqual(try XCTUnwrap(feature.values[2].number), land.area / 1e6, accuracy: 0.001)
            }
            XCTAssertEqual(read, sites.ids.sorted().flatMap { id in ["3.0", "6.5", "10.0"].map { "\(id) \($0)" } })
        }
    }
}
