public import Geometry

/// People at places that are attached to a network.
public struct Inhabitants: Sendable {
    /// In the network's projection.
    public var places: [Point]
    /// Nil where unattached.
    public var attachments: [Attachment?]
    public var counts: [Double]

    public init(places: [Point], attachments: [Attachment?], counts: [Double]) {
        self.places = places
        self.attachments = attachments
        self.counts = counts
    }
}

/// Places by the tiles of the access grid that they lie in: those of tile number `t` are
/// `places[first[t]..<first[t + 1]]`, ascending.
struct PlacesByTile: Sendable {
    private let numbers: [TileKey: Int]
    private let first: [UInt32]
    private let places: [UInt32]

    private struct TileKey: Hashable {
        var column: Int
        var row: Int
    }

    /// - Parameter spacing: of the grid, in metres.
    init(_ all: [Point], spacing: Double) {
        var numbers: [TileKey: Int] = [:]
        var numberOfPlace: [UInt32] = []
        numberOfPlace.reserveCapacity(all.count)
        let side = spacing * Double(AccessTile.side)
        // Places that follow each other mostly lie in one tile.
        var last = (key: TileKey(column: .min, row: .min), number: 0)
        for place in all {
            let key = TileKey(
                column: Int((place.x / side).rounded(.down)), row: Int((place.y / side).rounded(.down)))
            if key != last.key {
                let number = numbers[key] ?? numbers.count
                numbers[key] = number
                last = (key, number)
            }
            numberOfPlace.append(UInt32(last.number))
        }
        var first = [UInt32](repeating: 0, count: numbers.count + 1)
        for number in numberOfPlace { first[Int(number) + 1] += 1 }
        for number in 1..<max(1, first.count) { first[number] += first[number - 1] }
        var next = first
        var places = [UInt32](repeating: 0, count: all.count)
        for (place, number) in numberOfPlace.enumerated() {
            places[Int(next[Int(number)])] = UInt32(place)
            next[Int(number)] += 1
        }
        self.numbers = numbers
        self.first = first
        self.places = places
    }

    func places(inColumn column: Int, row: Int) -> ArraySlice<UInt32> {
        guard let number = numbers[TileKey(column: column, row: row)] else { return [] }
        return places[Int(first[number])..<Int(first[number + 1])]
    }
}
