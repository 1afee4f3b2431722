/// How people travel: which roads, directions and barriers count for them.
public enum TravelMode: String, CaseIterable, Hashable, Sendable {
    case car, bicycle, foot
}
