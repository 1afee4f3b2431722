import Layers

/// How a layer of results looks: groups of rules, and labels. What QGIS (QML) and map servers (SLD) read
/// is made from it.
struct Style {
    var layer: String
    /// For people who choose among styles.
    var title: String
    var groups: [StyleGroup]
    var label: StyleLabel?
}

/// Rules under one heading of the legend.
struct StyleGroup {
    var heading: String
    /// What a feature must fulfil for any of the rules.
    var condition: StyleCondition?
    /// Groups that are not shown wait in the legend to be ticked.
    var isShown = true
    var rules: [StyleRule]
}

/// A class of the legend.
struct StyleRule {
    var legend: String
    var condition: StyleCondition?
    var symbol: StyleSymbol
}

/// What the values of a feature must fulfil.
indirect enum StyleCondition {
    case compares(field: String, Comparison, to: FieldValue)
    case isNull(field: String)
    case all([StyleCondition])

    /// The raw values are SQL's and the expressions' of QGIS.
    enum Comparison: String {
        case equal = "=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    }
}

/// A text at every feature, where there is room.
struct StyleLabel {
    var field: String
    var pointSize: Double
    var isBold = false
    var colour = StyleColour.darkGrey
    /// Labels are drawn from this scale (1 : denominator) on; nil: at every scale.
    var scaleDenominator: Double?
}
