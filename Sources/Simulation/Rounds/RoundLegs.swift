import RoadNetwork

/// Travel times and distances between a base (number 0) and the places around it (from 1), each way.
struct RoundLegs: Sendable {
    /// Places, with the base.
    let count: Int
    /// Row by row, from the place of the row to the place of the column; the greatest number where there is no way.
    let milliseconds: [UInt32]
    let centimetres: [UInt32]

    init(count: Int, milliseconds: [UInt32], centimetres: [UInt32]) {
        self.count = count
        self.milliseconds = milliseconds
        self.centimetres = centimetres
    }

    /// - Parameter within: every place is reached from the base within it.
    init(_ network: Network, base: Attachment, places: [Attachment?], within: TravelTime, threads: Int) {
        let all = [base] + places
        var farthestOut = UInt32(0)
        var farthestBack = UInt32(0)
        network.forEachOrigin([base], to: places, limit: within, threads: threads) { _, costs in
            for cost in costs where cost.isReachable { farthestOut = max(farthestOut, cost.time.milliseconds) }
        }
        network.forEachOrigin(places, to: [base], threads: threads) { _, costs in
            for cost in costs where cost.isReachable { farthestBack = max(farthestBack, cost.time.milliseconds) }
        }
        // No way between two places is longer than the one by the base, save for a millisecond of rounding at each.
        let (sum, overflow) = farthestOut.addingReportingOverflow(farthestBack)
        let limit = overflow || sum > .max - 100 ? TravelTime.unreachable : TravelTime(milliseconds: sum + 100)
        var milliseconds = [UInt32](repeating: .max, count: all.count * all.count)
        var centimetres = [UInt32](repeating: 0, count: all.count * all.count)
        network.forEachOrigin(all, to: all, limit: limit, threads: threads) { origin, costs in
            for (destination, cost) in costs.enumerated() where cost.isReachable {
                milliseconds[origin * all.count + destination] = cost.time.milliseconds
                centimetres[origin * all.count + destination] = UInt32((cost.metres * 100).rounded())
            }
        }
        for place in all.indices {
            milliseconds[place * all.count + place] = 0
            centimetres[place * all.count + place] = 0
        }
        self.init(count: all.count, milliseconds: milliseconds, centimetres: centimetres)
    }
}

/// What one day's round may hold.
struct RoundDay: Sendable {
    /// A visit with its stop.
    var visitMilliseconds: Int
    /// Homes and roads together.
    var roundMilliseconds: Int

    init(visitMilliseconds: Int, roundMilliseconds: Int) {
        self.visitMilliseconds = visitMilliseconds
        self.roundMilliseconds = roundMilliseconds
    }

    init(_ settings: RoundsSettings) {
        visitMilliseconds = Int(((settings.visitMinutes + settings.stopMinutes) * 60_000).rounded())
        roundMilliseconds = Int((settings.roundMinutes * 60_000).rounded())
    }

    func allows(visits: Int, travelMilliseconds: Int) -> Bool {
        visits * visitMilliseconds + travelMilliseconds <= roundMilliseconds
    }
}
