import Geometry
import Layers

/// Places of one layer that lie in no commune, to tell a territory's margin from a wrong projection.
struct OutsideCheck {
    private(set) var total = 0.0
    private(set) var outside = 0.0
    private(set) var outsideCount = 0
    /// Weight of the outside places that would be inside if their coordinates were swapped.
    private(set) var insideWhenSwapped = 0.0

    /// Beyond this share outside, a layer is not a territory with a margin but lies elsewhere.
    private static let greatestShareOutside = 0.95

    mutating func add(
        weight: Double, isInside: Bool, drawn: Point, transformation: CoordinateTransformation?,
        locator: PolygonLocator
    ) {
        total += weight
        guard !isInside else { return }
        outside += weight
        outsideCount += 1
        let swapped = Point(x: drawn.y, y: drawn.x)
        // Where the swapped place cannot even be projected it is surely not inside.
        if let place = try? transformation?.transform(swapped), (try? locator.first(containing: place)) ?? nil != nil {
            insideWhenSwapped += weight
        }
    }

    /// - Parameters:
    ///   - what: "inhabitants", "sites"…
    ///   - consequence: what becomes of those outside.
    ///   - mayAllLieOutside: whether a layer that has nothing inside is in order.
    func report(
        _ what: String, file: String, consequence: String, severity: Finding.Severity = .warning,
        mayAllLieOutside: Bool = false, log: inout ReadingLog
    ) {
        guard outside > 0 else { return }
        let share = outside / total
        let percent = share < 0.01 ? "under 1" : "\(Int((share * 100).rounded()))"
        let text =
            "\(roundedToTenths(outside)) of \(roundedToTenths(total)) \(what) (\(percent) %) lie outside every commune"
        if insideWhenSwapped > outside / 2 {
            log.problems.append(
                Problem(
                    .content, file: file, text,
                    remedy:
                        "longitude and latitude are swapped, here or in the communes: swapped back, "
                        + "\(roundedToTenths(insideWhenSwapped)) of them lie inside"
                ))
        } else if !mayAllLieOutside, share > Self.greatestShareOutside {
            log.problems.append(
                Problem(
                    .content, file: file, text,
                    remedy: "is its coordinate reference system right, and is it the same land as the communes?"))
        } else {
            log.find(severity, file, "\(text); \(consequence)")
        }
    }
}
