import Layers

/// Understands IGN's BD TOPO: `ROUTE` of version 2, `TRONCON_DE_ROUTE` of version 3 in its short field
/// names (Shapefile) and its long ones (GeoPackage).
///
/// The class follows from `NATURE` and `IMPORTANCE`. Where `VIT_MOY_VL` is there (version 3), a car has
/// that speed × the profile's traffic factor, and 0 means that cars do not pass, as IGN defines it
/// (BD TOPO version 3, descriptif de contenu, *tronçon de route*).
struct BDTopoRowReader: RoadRowReader {
    private let profile: SpeedProfile
    private let nature: Int?
    private let importance: Int?
    private let direction: Int?
    private let state: Int?
    private let carSpeed: Int?
    private let carAccess: Int?
    private let walkerAccess: Int?
    private let isPrivate: Int?
    private let isUrban: Int?
    /// Version 2 has no mark for built-up areas: a street with a name stands for it (an assumption).
    private let streetName: Int?

    init(of reader: LayerReader, profile: SpeedProfile, faults: inout RoadLayerFaults) {
        self.profile = profile
        nature = reader.position(ofAny: ["nature"], faults: &faults)
        importance = reader.position(ofAny: ["importance"], faults: &faults)
        direction = reader.position(ofAny: ["sens", "sens_de_circulation"], faults: &faults)
        state = reader.position(ofAny: ["etat", "etat_de_l_objet"])
        carSpeed = reader.position(ofAny: ["vit_moy_vl", "vitesse_moyenne_vl"])
        carAccess = reader.position(ofAny: ["acces_vl", "acces_vehicule_leger"])
        walkerAccess = reader.position(ofAny: ["acces_ped", "acces_pieton"])
        isPrivate = reader.position(ofAny: ["prive"])
        isUrban = reader.position(ofAny: ["urbain"])
        streetName = reader.position(ofAny: ["nom_voie_g", "nom_rue_g"])
    }

    func read(_ feature: Feature, faults: inout RoadLayerFaults) -> RoadRowReading? {
        let nature = word(feature, nature)
        guard let roadClass = roadClass(nature: nature, feature) else {
            faults.add(
                "unknown nature of a road \"\(nature)\"",
                remedy: "is this BD TOPO, read in the right encoding? Else name its fields one by one")
            return nil
        }
        guard let directions = directions(ofSens: word(feature, direction)) else {
            faults.add(
                "unknown direction \"\(word(feature, direction))\"",
                remedy: "BD TOPO has Double, Direct, Inverse, NC, or Double sens, Sens direct, Sens inverse")
            return nil
        }
        if !inService.contains(word(feature, state)) { return .leftOut(.notInService) }
        if isYes(feature, isPrivate) { return .leftOut(.noAccess) }
        // A gravelled road (route empierrée) is open to cars, unlike a farm or forest track (chemin).
        let isAdmitted = nature == "route empierrée"
        guard profile.classSpeeds[roadClass] != nil, isAdmitted || !profile.onlyWherePermitted.contains(roadClass)
        else { return .leftOut(.classNotUsed) }
        if nature == "bac piéton" && profile.mode == .car { return .leftOut(.noAccess) }
        let access = word(feature, profile.mode == .foot ? walkerAccess : carAccess)
        if access == "restreint aux ayants droit" { return .leftOut(.noAccess) }
        if access == "physiquement impossible" && profile.mode != .bicycle { return .leftOut(.noAccess) }
        guard var speed = profile.speed(on: roadClass) else { return .leftOut(.classNotUsed) }
        if profile.mode == .car, let carSpeed, let figure = feature.values[carSpeed].number {
            guard figure > 0, figure.isFinite else { return .leftOut(.noAccess) }
            speed = Speed(kilometresPerHour: figure * (profile.trafficFactors[roadClass]?.value ?? 1))
        }
        return .used(
            RoadRow(
                roadClass: roadClass, directions: profile.mode == .foot ? .both : directions, speed: speed))
    }

    private func word(_ feature: Feature, _ field: Int?) -> String {
        feature.trimmedText(field)?.lowercased() ?? ""
    }

    private func isYes(_ feature: Feature, _ field: Int?) -> Bool {
        ["oui", "vrai", "true", "1", "t"].contains(word(feature, field))
    }

    private func roadClass(nature: String, _ feature: Feature) -> RoadClass? {
        let importance = word(feature, importance)
        switch nature {
        case "autoroute", "type autoroutier": return .motorway
        case "quasi-autoroute": return .trunk
        case "bretelle":
            switch importance {
            case "1": return .trunkLink
            case "2": return .primaryLink
            case "3": return .secondaryLink
            default: return .tertiaryLink
            }
        case "route à 1 chaussée", "route à 2 chaussées", "rond-point":
            switch importance {
            case "1": return nature == "route à 2 chaussées" ? .trunk : .primary
            case "2": return .primary
            case "3": return .secondary
            case "4": return .tertiary
            case "6": return .service
            default: return isBuiltUp(feature) ? .residential : .unclassified
            }
        case "route empierrée", "chemin": return .track
        case "sentier": return .path
        case "piste cyclable": return .cycleway
        case "escalier": return .steps
        case "bac auto", "bac piéton", "bac ou liaison maritime": return .ferry
        default: return nil
        }
    }

    private func isBuiltUp(_ feature: Feature) -> Bool {
        if isUrban != nil { return isYes(feature, isUrban) }
        return !["", "nc", "nr"].contains(word(feature, streetName))
    }
}

/// What IGN's `SENS` says, in small letters; nil when it is not understood.
func directions(ofSens value: String) -> Directions? {
    switch value {
    // NC and sans objet: of paths, and of roads whose direction was not surveyed.
    case "double", "double sens", "nc", "nr", "sans objet", "": .both
    case "direct", "sens direct", "unique", "sens unique": .forward
    case "inverse", "sens inverse": .backward
    default: nil
    }
}

private let inService: Set<String> = ["en service", "nr", "nc", ""]
