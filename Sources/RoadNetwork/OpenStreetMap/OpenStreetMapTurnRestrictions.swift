/// The turn restrictions of an extract, resolved to links
/// (https://wiki.openstreetmap.org/wiki/Relation:restriction). They bind
/// cars alone: walkers are free, and so are cyclists, who may dismount.
func keepTurnRestrictions(
    of extract: OpenStreetMapExtract, linksOfWay: [Int: Range<Int>], in roads: inout OpenStreetMapRoads
) {
    roads.report.restrictionsRead = extract.relationCount
    var kept: Set<TurnRestriction> = []
    for relation in 0..<extract.relationCount {
        do {
            let resolved = try turnRestrictions(
                extract.tags(ofRelation: relation), members: extract.members(ofRelation: relation),
                extract: extract, linksOfWay: linksOfWay, links: roads.links)
            // Two relations may say the same.
            for restriction in resolved where kept.insert(restriction).inserted {
                roads.links.turnRestrictions.append(restriction)
            }
            roads.report.restrictionsKept += 1
        } catch {
            roads.report.restrictionsLeftOut[error.reason, default: 0] += 1
        }
    }
}

/// Why a turn restriction is left out.
private struct LeftOut: Error {
    var reason: OpenStreetMapReport.RestrictionReason

    init(_ reason: OpenStreetMapReport.RestrictionReason) {
        self.reason = reason
    }
}

private let kinds: Set<String> = [
    "no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit",
    "only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn",
]

/// One relation: several roads may lead in (`no_entry`) or out (`no_exit`).
private func turnRestrictions(
    _ tags: Tags, members: [OpenStreetMapExtract.Member], extract: OpenStreetMapExtract,
    linksOfWay: [Int: Range<Int>], links: RoadLinks
) throws(LeftOut) -> [TurnRestriction] {
    guard let kind = tags.first(of: [.restrictionMotorcar, .restrictionMotorVehicle, .restriction]) else {
        throw LeftOut(tags[.restrictionConditional] == nil ? .exempt : .conditional)
    }
    guard kinds.contains(kind) else { throw LeftOut(.unknownKind) }
    if let except = tags[.except] {
        let exempt = listedValues(except)
        if exempt.contains("motorcar") || exempt.contains("motor_vehicle") || exempt.contains("vehicle") {
            throw LeftOut(.exempt)
        }
    }
    let vias = members.filter { $0.role == "via" }
    if vias.contains(where: { $0.kind == .way }) { throw LeftOut(.viaWay) }
    let fromWays = members.filter { $0.role == "from" && $0.kind == .way }.map(\.id)
    let toWays = members.filter { $0.role == "to" && $0.kind == .way }.map(\.id)
    guard vias.count == 1, vias[0].kind == .node, !fromWays.isEmpty, !toWays.isEmpty else {
        throw LeftOut(.incomplete)
    }
    let via = vias[0].id

    /// The one link of a way that, in an open direction, leads into the junction or out of it.
    func link(ofWay id: Int64, isOpen: (Int) -> Bool) throws(LeftOut) -> Int {
        guard let way = extract.way(withID: id), let range = linksOfWay[way] else {
            throw LeftOut(.roadNotUsed)
        }
        let candidates = range.filter(isOpen)
        guard let link = candidates.first else { throw LeftOut(.notConnected) }
        guard candidates.count == 1 else { throw LeftOut(.ambiguous) }
        return link
    }

    var restrictions: [TurnRestriction] = []
    for from in fromWays {
        let fromLink = try link(ofWay: from) { link in
            (links.heads[link] == via && links.forwardTimes[link].isReachable)
                || (links.tails[link] == via && links.backwardTimes[link].isReachable)
        }
        for to in toWays {
            let toLink = try link(ofWay: to) { link in
                (links.tails[link] == via && links.forwardTimes[link].isReachable)
                    || (links.heads[link] == via && links.backwardTimes[link].isReachable)
            }
            restrictions.append(
                TurnRestriction(
                    fromLink: fromLink, viaJunction: via, toLink: toLink,
                    isMandatory: kind.hasPrefix("only_")))
        }
    }
    return restrictions
}
