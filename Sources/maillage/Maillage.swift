import ArgumentParser

@main
struct Maillage: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "maillage")
}
