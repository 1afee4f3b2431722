import ArgumentParser
import Foundation
import Layers
import Synchronization

@main
struct Maillage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maillage",
        abstract: "Simulates the maillage of French primary care: who reaches what in how many minutes.",
        discussion: """
            Start with:
              maillage run Scenarios/basse-normandie.yaml --output results

            Exit codes: 0 done; 64 wrong usage; 65 the content of an input is wrong; 66 an input is missing or \
            unreadable; 70 a fault of the program; 73 the output cannot be written; 130 interrupted.
            """,
        version: programVersion,
        subcommands: [
            RunCommand.self, CompareCommand.self, ValidateCommand.self, NetworkCommand.self, MatrixCommand.self,
            CatchmentsCommand.self, PlaceCommand.self, AccessCommand.self, EquityCommand.self, SchemaCommand.self,
            SynthesizeCommand.self, BatchCommand.self, MergeCommand.self, ServeCommand.self,
        ])

    static func main() {
        endCleanlyWhenInterrupted()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error where isFromArgumentParser(error) {
            exit(withError: error)
        } catch {
            UnfinishedOutput.waitIfEnding()
            let found = problems(in: error)
            print(
                found.isEmpty
                    ? "maillage: a fault of the program, not of your files: \(error); please report it"
                    : Problems(found).description, to: &standardError)
            UnfinishedOutput.removeAll()
            Foundation.exit(exitStatus(of: found))
        }
    }

    private static func isFromArgumentParser(_ error: any Error) -> Bool {
        exitCode(for: error) != .failure || error is CleanExit || error is ValidationError || error is ExitCode
    }
}

/// The version of the program, as the manifest names it.
let programVersion = "0.1.0"

private func problems(in error: any Error) -> [Problem] {
    switch error {
    case let problem as Problem: [problem]
    case let several as Problems: several.list
    default: []
    }
}

/// Whether the program has been asked to end, for a command that then finishes what it is at.
enum Interruption {
    private static let awaited = Atomic<Bool>(false)
    private static let asked = Atomic<Bool>(false)

    /// Whether the command ends by itself. Asked a second time, the program ends at once all the same.
    static var isAwaited: Bool {
        get { awaited.load(ordering: .sequentiallyConsistent) }
        set { awaited.store(newValue, ordering: .sequentiallyConsistent) }
    }

    static var isAsked: Bool { asked.load(ordering: .sequentiallyConsistent) }

    /// - Returns: whether the command takes care of it.
    fileprivate static func ask() -> Bool {
        let isFirst = !asked.exchange(true, ordering: .sequentiallyConsistent)
        return isAwaited && isFirst
    }
}

/// On SIGINT and SIGTERM: removes what is half-written and ends with 130.
private func endCleanlyWhenInterrupted() {
    for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            if let ending { return ending(number) }
            if Interruption.ask() { return }
            UnfinishedOutput.removeAll()
            // Without the libraries' farewells: another thread may still be in them.
            _exit(130)
        }
        source.resume()
        signalSources.append(source)
    }
}

/// Has a signal end the program in another way than by 130 at once.
func whenInterrupted(_ end: @escaping @Sendable (_ signal: Int32) -> Void) { ending = end }

/// Set before the work that a signal shall end begins.
nonisolated(unsafe) private var ending: (@Sendable (Int32) -> Void)?

/// Kept for the life of the program; written once, before any other thread runs.
nonisolated(unsafe) private var signalSources: [any DispatchSourceSignal] = []

struct StandardError: TextOutputStream {
    mutating func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

nonisolated(unsafe) var standardError = StandardError()
