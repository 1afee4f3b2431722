import Foundation

/// Four square communes side by side on a grid of roads, with a hundred places where people live: in degrees,
/// near the centre of France.
enum SmallCountry {
    static let inhabitants = (0..<100).reduce(0) { $0 + 10 + $1 % 7 }

    static let scenario = """
        scenario: 1
        name: Une maison de plus
        territory: territory.yaml
        rules:
          minutes: {msp: 15}
        changes:
          - open: {id: msp-c, kind: msp, at: [2.955, 46.465], professionals: {general_practitioner: 2}}
        equity: {quantity: minutes_to_nearest, kind: msp}
        """

    static let sites = """
        id,lon,lat,kind,name,gp
        msp-a,2.925,46.475,msp,MSP A,3
        msp-b,2.975,46.525,msp,MSP B,16

        """

    private static let territory = """
        territory: 1
        name: Petit pays
        crs: EPSG:2154
        communes: {layer: communes.geojson, id: code, name: nom}
        population:
          - {layer: people.csv, id: id, columns: {inhabitants: inhabitants}}
        roads: {layer: roads.geojson, class: class, direction: {field: sens, both: Double}}
        sites:
          - {layer: sites.csv, kind_field: kind, id: id, name: name, professionals: {general_practitioner: gp}}
        """

    /// Writes `scenario.yaml`, `territory.yaml` and the layers that it names.
    static func write(to program: Program) throws {
        try program.write("scenario.yaml", scenario)
        try program.write("territory.yaml", territory)
        try program.write("sites.csv", sites)
        try program.write("people.csv", people)
        try program.write("communes.geojson", collection(communes))
        try program.write("roads.geojson", collection(roads))
    }

    private static var people: String {
        var text = "id,lon,lat,inhabitants\n"
        for place in 0..<100 {
            let (longitude, latitude) = (degrees(2.905, place / 10), degrees(46.452, place % 10))
            text += "p\(place),\(longitude),\(latitude),\(10 + place % 7)\n"
        }
        return text
    }

    private static var communes: [String] {
        (0..<4).map { number in
            let (west, south) = (2.9 + 0.05 * Double(number / 2), 46.45 + 0.05 * Double(number % 2))
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map {
                "[\(rounded(west + 0.05 * Double($0.0))),\(rounded(south + 0.05 * Double($0.1)))]"
            }
            return """
                {"type":"Feature","properties":{"code":"0300\(number + 1)","nom":"Commune \(number + 1)"},\
                "geometry":{"type":"Polygon","coordinates":[[\(corners.joined(separator: ","))]]}}
                """
        }
    }

    /// A line between neighbours of a grid of 11 × 11 junctions.
    private static var roads: [String] {
        var features: [String] = []
        for i in 0...10 {
            for j in 0...10 {
                if i < 10 { features.append(road(from: (i, j), to: (i + 1, j))) }
                if j < 10 { features.append(road(from: (i, j), to: (i, j + 1))) }
            }
        }
        return features
    }

    private static func road(from start: (Int, Int), to end: (Int, Int)) -> String {
        let ends = [start, end].map { "[\(degrees(2.9, $0.0)),\(degrees(46.45, $0.1))]" }
        return """
            {"type":"Feature","properties":{"class":"secondary","sens":"Double"},\
            "geometry":{"type":"LineString","coordinates":[\(ends.joined(separator: ","))]}}
            """
    }

    private static func collection(_ features: [String]) -> String {
        #"{"type":"FeatureCollection","features":["# + "\n" + features.joined(separator: ",\n") + "\n]}\n"
    }

    private static func degrees(_ start: Double, _ hundredths: Int) -> Double {
        rounded(start + 0.01 * Double(hundredths))
    }

    private static func rounded(_ degrees: Double) -> Double { (degrees * 1e5).rounded() / 1e5 }
}
