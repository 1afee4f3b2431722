internal import Geometry
internal import Layers

/// The sentence that belongs on every map of a synthetic territory.
func approximationNote(of territory: SyntheticTerritory) -> String {
    territory.townsAreInvented
        ? "Invented territory: towns, roads, outlines, inhabitants and sites are made up from a number."
        : "Roads and commune outlines are synthetic: derived from the towns, approximate, not surveyed."
}

/// The `territory.yaml` that reads the layers.
func territoryText(of territory: SyntheticTerritory, format: LayerFormat) -> String {
    let suffix = format.fileExtension
    return """
        \(territoryFileMark) Roads, outlines and the places of the inhabitants are made up.
        territory: 1
        name: \(quoted(territory.name))
        crs: \(quoted(territory.crs.definition))
        note: \(quoted(approximationNote(of: territory)))
        communes: {layer: communes.\(suffix), id: CODE, name: NAME}
        population:
          - layer: population.\(suffix)
            id: POINT_ID
            commune: COMMUNE
            columns: {inhabitants: INHABITANT, age_75_plus: AGE_75PLUS}
        roads:
          layer: roads.\(suffix)
          length: LENGTH_M
          speed: SPEED_KMH
          speed_unit: kmh
          class: HIGHWAY
          direction: {field: DIRECTION, both: Both, forward: Forward}
          from: FROM_NODE
          to: TO_NODE
        sites:
          - {layer: sites.\(suffix), kind_field: KIND, id: SITE, name: NAME, professionals: {professional: PROFESSION}}

        """
}

/// A README that tells what is real, what is made up, and how.
func readme(of territory: SyntheticTerritory, format: LayerFormat, notes: String?) -> String {
    let suffix = format.fileExtension
    let inhabitants = territory.towns.reduce(0) { $0 + $1.inhabitants }
    let speeds = RoadStandard.allCases.map { standard in
        "| \(standard.name) | \(standard.windingFactor) | \(Int(standard.openCountrySpeed)) "
            + "| \(Int(standard.builtUpSpeed)) |"
    }
    let towns = territory.townsAreInvented ? "invented" : "given"
    return """
        # \(territory.name): a synthetic territory

        **\(approximationNote(of: territory))** Do not plan anything real with it. Written by \
        `maillage synthesize`, seed \(territory.seed); the same input gives the same bytes.

        \(notes.map { $0 + "\n" } ?? "")## Layers

        All in \(territory.crs.definition) (\(territory.crs.name)). `territory.yaml` tells Maillage how to read them.

        | layer | rows | what | origin |
        |---|---|---|---|
        | `communes.\(suffix)` | \(territory.towns.count) | the land that is nearer to a town than to any other | \
        made up (Voronoi cells); towns and their \(inhabitants) inhabitants \(towns) |
        | `roads.\(suffix)` | \(territory.roads.count) | straight links between \(territory.roads.junctions.count) \
        junctions; they meet at junctions only, and everything is reached from everywhere | made up |
        | `population.\(suffix)` | \(territory.population.count) | inhabitants at junctions; they add up to each \
        town's figure | places and ages made up |
        | `sites.\(suffix)` | \(territory.sites.count) | places of care, with all professionals together | \
        see the column SOURCE |

        ## How it is made, and what is assumed

        - Which towns are joined by a road: the Gabriel graph. Trunk roads run along the shortest ways between \
        neighbouring towns of the largest fortieth, primary roads between those of the largest tenth, secondary \
        roads between those of the largest third; the others are tertiary. Lanes lead from them into the country.
        - Streets lie in rings between the main roads of a town, closer in its centre. Some blocks of large towns \
        are one-way.
        - People: most live near the centre of their town (e⁻² as densely at its edge), some along lanes. Of 75 \
        years and older: 13 % in towns under 2 000 inhabitants, 12 % under 20 000, 9 % in larger ones.
        - Length on the road (`LENGTH_M`) = winding factor × straight length. Speeds (`SPEED_KMH`) are means \
        off-peak, one plain guess each:

        | class (`HIGHWAY`) | winding factor | km/h in open country | km/h in towns |
        |---|---|---|---|
        \(speeds.joined(separator: "\n"))

        """
}

/// A double-quoted YAML text.
private func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
        switch character {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\n": quoted += "\\n"
        case "\t": quoted += "\\t"
        case "\r": quoted += "\\r"
        default: quoted.unicodeScalars.append(character)
        }
    }
    return quoted + "\""
}
