import ArgumentParser
import Foundation
import Layers
import MapServer
import Synchronization

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "The planner's map in a browser.",
        discussion: """
            Serves a map on which structures are opened, moved, closed and staffed, with the figures of the scenario \
            beside it. Every page works on a copy of its own; the scenario file itself is never written. docs/http.md \
            describes the interface.

            Only this machine can open the map, unless --host says otherwise. Ctrl-C ends the server (exit 130), so does \
            SIGTERM (exit 0).

            Example:
              maillage serve Scenarios/basse-normandie.yaml
            """)

    @Argument(help: "A scenario file (YAML).")
    var scenario: String

    @Option(name: .long, help: "The address to listen on; 0.0.0.0 lets every machine that reaches this one in.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "The port to listen on; 0: any that is free.")
    var port = 8115

    @Option(name: .long, help: ArgumentHelp("Read the page's files from a folder.", visibility: .hidden))
    var page: String?

    @OptionGroup var work: WorkOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else {
            throw ValidationError("--host must be an address or a name.")
        }
    }

    func run() throws {
        var options = ServerOptions(scenario: scenario, host: host, port: port, threads: work.threadCount)
        options.pageFolder = page
        options.version = programVersion
        let server = try PlannerServer(options)
        for change in server.changesLeftOut {
            work.tell("warning: \(scenario): \(change): opens no site, and is left out of the map")
        }
        if !options.isLoopback {
            work.tell(
                "warning: \(host) is no loopback address: whoever reaches this machine on the port can open the map, use "
                    + "its processors and read the territory's data. There is no password and no encryption; put a "
                    + "server that has both in front of it.")
        }
        let ended = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Void, any Error>>(.success(()))
        let (host, tell) = (host.contains(":") ? "[\(host)]" : host, !work.quiet)
        let serving = Task {
            do {
                try await server.run { port in
                    if tell { try? printOut("http://\(host):\(port)/") }
                }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
            ended.signal()
        }
        whenInterrupted { signal in
            Task {
                await server.stop()
                serving.cancel()
                UnfinishedOutput.removeAll()
                _exit(signal == SIGTERM ? 0 : 130)
            }
        }
        ended.wait()
        try outcome.withLock { $0 }.get()
    }
}
