/// A kind of site on the map: its name in French, its colour and its marker.
struct StyleKind {
    /// As in the column `kind`.
    var id: String
    /// The limit of its catchments; nil where nothing is counted for the kind.
    var minutes: Double?
    var colour: StyleColour
    var marker: StyleMarker

    /// The colours and markers go by the place of the kind in a list; the first is the main kind.
    init(id: String, minutes: Double?, place: Int) {
        self.id = id
        self.minutes = minutes
        colour = StyleColour.categories[place % StyleColour.categories.count]
        marker = StyleMarker.allCases[place % StyleMarker.allCases.count]
    }

    /// What French agencies call it; a kind of the user's own keeps its name.
    var name: String {
        Self.names[id] ?? String(id.map { $0 == "_" ? " " : $0 })
    }

    /// "Maison de santé (MSP), 15 min".
    func name(_ preposition: String = "") -> String {
        guard let minutes else { return name }
        return "\(name), \(preposition)\(Self.text(minutes)) min"
    }

    /// A number as French writes it.
    static func text(_ number: Double) -> String {
        number == number.rounded() ? "\(Int64(number))" : String("\(number)".map { $0 == "." ? "," : $0 })
    }

    private static let names = [
        "msp": "Maison de santé (MSP)", "cds": "Centre de santé", "cpts": "CPTS", "emergency": "Urgences",
        "ehpad": "EHPAD", "hospital": "Hôpital", "pharmacy": "Pharmacie", "nurse_pool": "Équipe infirmière",
        "temporary_stay": "Hébergement temporaire", "general_practice": "Cabinet de médecine générale",
        "nurse_practice": "Cabinet infirmier", "secondary_practice": "Cabinet secondaire",
        "ssiad": "SSIAD", "had": "HAD", "dac": "DAC", "mmg": "Maison médicale de garde",
        "telemedicine": "Télémédecine",
    ]
}

/// The kinds of a result, the main one first: `msp` where it was analysed, else the first.
func styleKinds(_ kinds: [(id: String, minutes: Double?)]) -> [StyleKind] {
    let main = kinds.firstIndex { $0.id == "msp" } ?? 0
    let ordered = kinds.enumerated().filter { $0.offset == main } + kinds.enumerated().filter { $0.offset != main }
    return ordered.enumerated().map { place, kind in
        StyleKind(id: kind.element.id, minutes: kind.element.minutes, place: place)
    }
}
