import Layers

/// How a layer of results looks: groups of rules, and labels. What QGIS (QML) and map servers (SLD) read
/// is made from it.
struct Style {
    var layer: String
    /// For people who choose among styles.
    var title: String
    var groups: [StyleGroup]
    var labels: [StyleLabel] = []
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
    /// Of a field of booleans.
    case isTrue(field: String)
    case isFalse(field: String)
    case all([StyleCondition])

    /// The raw values are SQL's and the expressions' of QGIS.
    enum Comparison: String {
        case equal = "=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    }
}

/// A text at features, where there is room.
struct StyleLabel {
    /// Nil: at every feature.
    var condition: StyleCondition?
    var field: String
    var pointSize: Double
    var isBold = false
    /// From 0 to 10: of two labels that do not both fit, the higher one is drawn.
    var priority = 5
    var colour = StyleColour.darkGrey
    /// Labels are drawn from this scale (1 : denominator) on; nil: at every scale.
    var scaleDenominator: Double?
}
