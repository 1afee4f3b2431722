/// A colour of a map.
struct StyleColour: Hashable {
    /// 0xRRGGBB.
    var hex: UInt32
    /// From 0 (transparent) to 1.
    var opacity = 1.0

    init(_ hex: UInt32, opacity: Double = 1) {
        self.hex = hex
        self.opacity = opacity
    }

    func withOpacity(_ opacity: Double) -> StyleColour { StyleColour(hex, opacity: opacity) }

    /// Red, green, blue, each of 0 to 255.
    var components: [UInt32] { [hex >> 16 & 0xFF, hex >> 8 & 0xFF, hex & 0xFF] }

    static let white = StyleColour(0xFFFFFF)
    static let darkGrey = StyleColour(0x333333)
    static let grey = StyleColour(0x8C8C8C)
    /// For what has no value.
    static let noData = StyleColour(0xE6E6E6)

    // Sequences from Cynthia Brewer's ColorBrewer 2.0 (colorbrewer2.org), all marked there as safe for
    // colour-blind readers.
    /// GnBu of 6 classes.
    static let greenToBlue = [0xF0F9E8, 0xCCEBC5, 0xA8DDB5, 0x7BCCC4, 0x43A2CA, 0x0868AC].map { StyleColour($0) }
    /// YlOrRd of 8 classes without the two palest, which dots on white would lose.
    static let yellowToRed = [0xFED976, 0xFEB24C, 0xFD8D3C, 0xFC4E2A, 0xE31A1C, 0xB10026].map { StyleColour($0) }
    /// BuPu of 6 classes: beside the orange outlines of catchments it stays apart.
    static let blueToPurple = [0xEDF8FB, 0xBFD3E6, 0x9EBCDA, 0x8C96C6, 0x8856A7, 0x810F7C].map { StyleColour($0) }
    /// Purples of 5 classes without the palest.
    static let purples = [0xCBC9E2, 0x9E9AC8, 0x756BB1, 0x54278F].map { StyleColour($0) }
    /// PuOr of 7 classes, from loss to gain.
    static let orangeToPurple = [0xB35806, 0xF1A340, 0xFEE0B6, 0xF7F7F7, 0xD8DAEB, 0x998EC3, 0x542788].map {
        StyleColour($0)
    }

    /// Colours of categories that colour-blind readers tell apart: Okabe and Ito, "Color Universal
    /// Design", 2008 (without black and yellow).
    static let categories = [0xD55E00, 0x0072B2, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9].map { StyleColour($0) }
}
