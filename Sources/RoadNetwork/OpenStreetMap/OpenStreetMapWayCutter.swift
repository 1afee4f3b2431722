import Geometry

/// Cuts the ways of an extract into the links that a profile may use.
struct OpenStreetMapWayCutter {
    private let extract: OpenStreetMapExtract
    private let profile: SpeedProfile
    private(set) var links = RoadLinks(crs: .wgs84)
    private(set) var report = OpenStreetMapReport()
    /// The links of each used way, by the position of the way in the extract.
    private(set) var linksOfWay: [Int: Range<Int>] = [:]

    private enum NodeRole: UInt8 {
        case unused, passed, junction, barrier, missing
    }

    private var roles: [NodeRole]
    private var locations: [Point]
    /// Barriers of which one side is there already: the sides that follow get numbers of their own.
    private var barriersSeen: Set<Int> = []
    private var nextSideNumber: Int64

    init(extract: OpenStreetMapExtract, profile: SpeedProfile) {
        self.extract = extract
        self.profile = profile
        roles = Array(repeating: .unused, count: extract.nodeCount)
        locations = Array(repeating: Point(x: 0, y: 0), count: extract.nodeCount)
        let smallestID = extract.nodeCount > 0 ? extract.id(ofNode: 0) : 0
        nextSideNumber = min(0, smallestID) - 1
    }

    mutating func cutWays() {
        var usedWays: [(way: Int, use: WayUse)] = []
        report.waysRead = extract.wayCount
        for way in 0..<extract.wayCount {
            switch readWay(extract.tags(ofWay: way), profile: profile) {
            case .leftOut(let reason):
                report.waysLeftOut[reason, default: 0] += 1
            case .used(let use):
                markNodes(ofWay: way)
                usedWays.append((way, use))
            }
        }
        classifyNodes()
        for (way, use) in usedWays {
            let first = links.count
            cut(way: way, use: use)
            if links.count == first {
                report.waysLeftOut[.nodesMissing, default: 0] += 1
                continue
            }
            linksOfWay[way] = first..<links.count
            report.waysUsed += 1
            for value in use.unparsed { report.unparsedValues[value, default: 0] += 1 }
        }
    }

    /// A node is a junction when it ends a way or when it is passed a second time.
    private mutating func markNodes(ofWay way: Int) {
        let nodes = extract.nodes(ofWay: way)
        for (position, node) in nodes.enumerated() {
            // A node given twice in a row is passed once.
            if position > 0 && nodes[position - 1] == node { continue }
            let isEnd = position == 0 || position == nodes.count - 1
            roles[Int(node)] = isEnd || roles[Int(node)] != .unused ? .junction : .passed
        }
    }

    private mutating func classifyNodes() {
        for node in roles.indices where roles[node] != .unused {
            guard let location = extract.location(ofNode: node) else {
                roles[node] = .missing
                report.nodesMissing += 1
                continue
            }
            locations[node] = location
            let tags = extract.tags(ofNode: node)
            if !tags.isEmpty && profile.mode.isStopped(byNode: tags) {
                roles[node] = .barrier
                report.barriers += 1
            }
        }
    }

    private mutating func cut(way: Int, use: WayUse) {
        let nodes = extract.nodes(ofWay: way)
        let use = use.crossingSeconds == nil ? use : withCrossingSpeed(use, nodes: nodes)
        var piece: [Int] = []
        for node in nodes.lazy.map(Int.init) where node != piece.last {
            if roles[node] == .missing {
                append(piece, use: use)
                piece = []
                continue
            }
            piece.append(node)
            if roles[node] != .passed && piece.count > 1 {
                append(piece, use: use)
                piece = [node]
            }
        }
        // What is left ends at a missing node or is a single node.
        append(piece, use: use)
    }

    /// The ferry's speed from its duration; unchanged when a part of the line is missing.
    private func withCrossingSpeed(_ use: WayUse, nodes: UnsafeBufferPointer<UInt32>) -> WayUse {
        guard let seconds = use.crossingSeconds, !nodes.contains(where: { roles[Int($0)] == .missing })
        else { return use }
        let metres = Geodesic.wgs84.metres(along: nodes.lazy.map { locations[Int($0)] })
        guard metres > 0 else { return use }
        var use = use
        use.forwardSpeed = Speed(metresPerSecond: metres / seconds)
        use.backwardSpeed = use.forwardSpeed
        return use
    }

    private mutating func append(_ piece: [Int], use: WayUse) {
        guard piece.count > 1, let first = piece.first, let last = piece.last else { return }
        let points = piece.map { locations[$0] }
        let metres = Geodesic.wgs84.metres(along: points)
        let isOpen = { (direction: Directions) in use.directions.contains(direction) }
        links.append(
            tail: junction(at: first),
            head: junction(at: last),
            forward: isOpen(.forward) ? use.forwardSpeed.time(overMetres: metres) : .unreachable,
            backward: isOpen(.backward) ? use.backwardSpeed.time(overMetres: metres) : .unreachable,
            metres: metres,
            roadClass: use.roadClass,
            points: points)
    }

    /// The junction of a link that ends at a node. Each link that ends at a barrier has its own.
    private mutating func junction(at node: Int) -> Int64 {
        if roles[node] == .barrier && !barriersSeen.insert(node).inserted {
            defer { nextSideNumber -= 1 }
            return nextSideNumber
        }
        return extract.id(ofNode: node)
    }
}
