import Simulation
import Territory

/// What a kind of site is called: a known word in both languages, else the title that the scenario gives it.
func kindTitle(_ kind: String, _ kinds: SiteKinds? = nil) -> BilingualText {
    if let known = kindTitles[kind] { return known }
    let title = kinds?[kind].title ?? kind
    return BilingualText(title == kind ? readable(kind) : title)
}

private let kindTitles: [String: BilingualText] = [
    "msp": BilingualText("Maison de santé (MSP)", "Health house (MSP)"),
    "cds": BilingualText("Centre de santé", "Health centre (CdS)"),
    "cpts": BilingualText("CPTS", "CPTS"),
    "emergency": BilingualText("Urgences", "Emergency department"),
    "ehpad": BilingualText("EHPAD", "Nursing home (EHPAD)"),
    "hospital": BilingualText("Hôpital", "Hospital"),
    "pharmacy": BilingualText("Pharmacie", "Pharmacy"),
    "nurse_pool": BilingualText("Équipe infirmière", "Nurse pool"),
    "temporary_stay": BilingualText("Hébergement temporaire", "Temporary stay"),
    "general_practice": BilingualText("Cabinet de médecine générale", "General practice"),
    "nurse_practice": BilingualText("Cabinet infirmier", "Nurse practice"),
    "secondary_practice": BilingualText("Cabinet secondaire", "Secondary practice"),
    "ssiad": BilingualText("SSIAD", "Home nursing service (SSIAD)"),
    "had": BilingualText("HAD", "Hospital at home (HAD)"),
    "dac": BilingualText("DAC", "DAC"),
    "mmg": BilingualText("Maison médicale de garde", "Out-of-hours point (MMG)"),
    "telemedicine": BilingualText("Télémédecine", "Telemedicine"),
    "mobile_unit": BilingualText("Unité mobile", "Mobile unit"),
    "consultation_avancee": BilingualText("Consultation avancée", "Visiting consultation"),
]

func professionTitle(_ profession: String) -> BilingualText {
    professionTitles[profession] ?? BilingualText(readable(profession))
}

private let professionTitles: [String: BilingualText] = [
    "general_practitioner": BilingualText("médecin généraliste", "general practitioner"),
    "nurse": BilingualText("infirmier", "nurse"),
    "physiotherapist": BilingualText("masseur-kinésithérapeute", "physiotherapist"),
    "dentist": BilingualText("chirurgien-dentiste", "dentist"),
    "midwife": BilingualText("sage-femme", "midwife"),
    "pharmacist": BilingualText("pharmacien", "pharmacist"),
    "speech_therapist": BilingualText("orthophoniste", "speech therapist"),
    "podiatrist": BilingualText("pédicure-podologue", "podiatrist"),
    "psychologist": BilingualText("psychologue", "psychologist"),
    "occupational_therapist": BilingualText("ergothérapeute", "occupational therapist"),
    "dietitian": BilingualText("diététicien", "dietitian"),
    "specialist": BilingualText("médecin spécialiste", "specialist"),
    "orthoptist": BilingualText("orthoptiste", "orthoptist"),
    "psychomotor_therapist": BilingualText("psychomotricien", "psychomotor therapist"),
    "gynaecologist": BilingualText("gynécologue", "gynaecologist"),
    "professional": BilingualText("professionnel", "professional"),
]

/// What a group of the population is called; ages are read from names such as `age_75_plus` and `age_0_14`.
func groupTitle(_ group: String) -> BilingualText {
    let parts = group.split(separator: "_").map(String.init)
    if parts.count == 3, parts[0] == "age", Int(parts[1]) != nil {
        if parts[2] == "plus" { return BilingualText("\(parts[1]) ans ou plus", "\(parts[1]) or over") }
        if Int(parts[2]) != nil { return BilingualText("\(parts[1]) à \(parts[2]) ans", "\(parts[1]) to \(parts[2])") }
    }
    return groupTitles[group] ?? BilingualText(readable(group))
}

private let groupTitles: [String: BilingualText] = [
    "without_car": BilingualText("sans voiture", "without a car"),
    "no_car": BilingualText("sans voiture", "without a car"),
    "low_income": BilingualText("bas revenus", "low income"),
    "poor": BilingualText("ménages pauvres", "poor households"),
    "chronic": BilingualText("maladie chronique (ALD)", "chronic condition"),
]

func serviceTitle(_ service: String) -> BilingualText {
    serviceTitles[service] ?? BilingualText(readable(service))
}

private let serviceTitles: [String: BilingualText] = [
    "general_practice": BilingualText("Médecine générale", "General practice"),
    "nursing": BilingualText("Soins infirmiers", "Nursing"),
    "physiotherapy": BilingualText("Kinésithérapie", "Physiotherapy"),
    "dentistry": BilingualText("Soins dentaires", "Dentistry"),
    "midwifery": BilingualText("Sages-femmes", "Midwifery"),
    "pharmacy": BilingualText("Pharmacie", "Pharmacy"),
    "specialist": BilingualText("Médecine spécialisée", "Specialist care"),
    "emergency": BilingualText("Urgences", "Emergency"),
    "out_of_hours": BilingualText("Permanence des soins", "Out-of-hours care"),
]

func momentTitle(_ moment: String) -> BilingualText {
    switch moment {
    case "day": BilingualText("jour", "day")
    case "night": BilingualText("nuit", "night")
    case "weekend": BilingualText("week-end", "weekend")
    case "evening": BilingualText("soirée", "evening")
    default: BilingualText(readable(moment))
    }
}

func profileTitle(_ profile: String) -> BilingualText {
    switch profile {
    case "car": BilingualText("en voiture", "by car")
    case "car-peak": BilingualText("en voiture, aux heures de pointe", "by car, at the rush hour")
    case "foot": BilingualText("à pied", "on foot")
    case "bicycle": BilingualText("à vélo", "by bicycle")
    default: BilingualText("profil « \(profile) »", "profile “\(profile)”")
    }
}

/// "2 médecins généralistes" would need grammar: "médecin généraliste : 2".
func professionalsText(_ professionals: Professionals) -> BilingualText {
    professionals.names.map { name in
        let count = professionals[name].headcount
        let format: NumberFormat = count == count.rounded() ? .whole : .tenths
        return professionTitle(name) + BilingualText(" : ", ": ") + format.text(count)
    }.joined(", ")
}

/// A word of the user's own, without underscores.
private func readable(_ word: String) -> String { String(word.map { $0 == "_" ? " " : $0 }) }
