import ArgumentParser
import Simulation

struct SchemaCommand: ParsableCommand {
    enum File: String, CaseIterable, ExpressibleByArgument {
        case scenario, territory, batch
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of a file, for editors.",
        discussion: """
            An editor that knows YAML checks and completes a file by it.

            Example:
              maillage schema scenario > scenario.schema.json

            and in the first line of the scenario file:

              # yaml-language-server: $schema=scenario.schema.json
            """)

    @Argument(help: "The file: scenario, territory or batch.")
    var file: File

    func run() throws {
        switch file {
        case .scenario: try printOut(jsonSchema(for: .scenario), lineBreak: "")
        case .territory: try printOut(jsonSchema(for: .territory), lineBreak: "")
        case .batch: try printOut(jsonSchema(for: .batch), lineBreak: "")
        }
    }
}
