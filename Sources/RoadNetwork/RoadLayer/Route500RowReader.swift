import Layers

/// Understands IGN's ROUTE 500: `VOCATION` gives the class, `NB_CHAUSSE` tells dual carriageways.
struct Route500RowReader: RoadRowReader {
    private let profile: SpeedProfile
    private let vocation: Int?
    private let direction: Int?
    private let carriageways: Int?
    private let state: Int?

    init(of reader: LayerReader, profile: SpeedProfile, faults: inout RoadLayerFaults) {
        self.profile = profile
        vocation = reader.position(ofAny: ["vocation"], faults: &faults)
        direction = reader.position(ofAny: ["sens"], faults: &faults)
        carriageways = reader.position(ofAny: ["nb_chausse", "nb_chaussee", "nb_chaussees"])
        state = reader.position(ofAny: ["etat"])
    }

    func read(_ feature: Feature, faults: inout RoadLayerFaults) -> RoadRowReading? {
        func word(_ field: Int?) -> String { feature.trimmedText(field)?.lowercased() ?? "" }

        let roadClass: RoadClass
        switch word(vocation) {
        case "type autoroutier": roadClass = .motorway
        case "liaison principale": roadClass = word(carriageways).hasPrefix("2") ? .trunk : .primary
        case "liaison régionale": roadClass = .secondary
        case "liaison locale": roadClass = .tertiary
        case "bretelle": roadClass = .primaryLink
        case "piste cyclable": roadClass = .cycleway
        case "bac auto", "bac ou liaison maritime": roadClass = .ferry
        case let other:
            faults.add(
                "unknown vocation of a road \"\(other)\"",
                remedy: "is this ROUTE 500, read in the right encoding? Else name its fields one by one")
            return nil
        }
        guard let directions = directions(ofSens: word(direction)) else {
            faults.add(
                "unknown direction \"\(word(direction))\"",
                remedy: "ROUTE 500 has Double sens, Sens unique, Sens inverse")
            return nil
        }
        if ["en construction", "en projet"].contains(word(state)) { return .leftOut(.notInService) }
        guard !profile.onlyWherePermitted.contains(roadClass), let speed = profile.speed(on: roadClass) else {
            return .leftOut(.classNotUsed)
        }
        return .used(
            RoadRow(
                roadClass: roadClass, directions: profile.mode == .foot ? .both : directions, speed: speed))
    }
}
