import ArgumentParser
import Foundation
import Layers
import RoadNetwork

@main
struct MaillageBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maillage-bench",
        abstract: "Measures the search engine apart from file formats, on arrays that any other library can be given.",
        discussion: """
            A graph is a folder of raw little-endian arrays: first_out.u32 (n + 1 numbers), head.u32 and weight.u32 \
            (one number an arc, milliseconds; parallel arcs and loops are kept), and where known lon.f64 and lat.f64 \
            (degrees, one a node).

            Exit codes: 0 done; 64 wrong usage; 65 the content of an input is wrong; 66 an input is missing or \
            unreadable; 70 a fault of the program; 73 the output cannot be written.
            """,
        subcommands: [
            OneToAllCommand.self, BoundedCommand.self, MatrixCommand.self, GraphCommand.self, CatchmentsCommand.self,
            EvaluateCommand.self,
            StaysCommand.self,
            PlaceCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error where error is Problem || error is Problems {
            let found = problems(in: error, file: "")
            FileHandle.standardError.write(Data((Problems(found).description + "\n").utf8))
            UnfinishedOutput.removeAll()
            Foundation.exit(exitStatus(of: found))
        } catch {
            exit(withError: error)
        }
    }
}

struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Writes the graph of a saved network as raw arrays.",
        discussion: """
            One node a node of the network's graph, in its order, with the times of its profile. Beside the arrays of \
            a graph it writes road_class.u8, the road class of each arc: 0 motorway, 1 motorway_link, 2 trunk, and so \
            on in the order of \(RoadClass.allCases.map(\.name).joined(separator: ", ")).

            Example:
              maillage-bench graph corse.network corse-graph
            """)

    @Argument(help: "A network file that maillage network build wrote.")
    var network: String

    @Argument(help: "The folder to write to; it is made where it is missing.")
    var graphFolder: String

    func run() throws {
        let network = try Network(path: network)
        let graph = try network.graphArrays()
        try GraphFolder(path: graphFolder).write(graph, roadClasses: network.roadClassesOfArcs())
        print("\(graphFolder): \(graph.nodeCount) nodes, \(graph.heads.count) arcs")
    }
}
