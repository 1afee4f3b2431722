public import Coverage
import Layers

/// What the computation of potential access reads: inhabitants, supply, and the travel times between them. Places
/// stand in the order of their ids, so that nothing depends on the order of rows.
public struct AccessTables: Sendable {
    public var demandIDs: [String]
    public var inhabitants: [Double]
    /// The positions of the places of demand in the order of their file.
    public var demandFileOrder: [Int]
    public var supplyIDs: [String]
    public var supply: [Double]
    public var pairs: TravelPairs

    /// Reads the three tables; the rows of the matrix as a stream.
    ///
    /// - Parameters:
    ///   - matrix: `origin,destination,seconds`, as `maillage matrix` writes it, in any order of rows. Origins are
    ///     ids of demand, destinations ids of supply. Empty seconds and pairs that are missing: no way.
    ///   - demand: `id,inhabitants`.
    ///   - supply: `id,supply`.
    /// - Throws: `Problems` with everything that is wrong (from 1 000 on the matrix is not read any further).
    public init(matrix: String, demand: String, supply: String) throws(Problems) {
        var found: [Problem] = []
        let people = FigureTable(path: demand, columns: ["inhabitants"], problems: &found)
        let offers = FigureTable(path: supply, columns: ["supply"], problems: &found)
        let content = readMatrix(
            matrix, demand: people, destinations: offers.map(MatrixDestinations.those), problems: &found)
        guard let people, let offers, let content, found.isEmpty else { throw Problems(found) }
        demandIDs = people.ids
        inhabitants = people.figures[0]
        demandFileOrder = people.fileOrder
        supplyIDs = offers.ids
        self.supply = offers.figures[0]
        pairs = content.pairs
    }
}
