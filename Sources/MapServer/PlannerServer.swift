public import Layers
import Foundation
import Hummingbird
import HummingbirdCore
import Simulation

/// How the planner's map is served.
public struct ServerOptions: Sendable {
    /// The path of the scenario file.
    public var scenario: String
    public var host: String
    /// 0: any that is free.
    public var port: Int
    /// How many threads one long piece of work may take.
    public var threads: Int
    /// The page is read from there instead of from the program, for work on the page itself.
    public var pageFolder: String?
    /// Of the program, for reports.
    public var version = ""
    public var greatestSessions = 200
    /// After so long without a request a session ends.
    public var idleSeconds = 3600

    public init(scenario: String, host: String = "127.0.0.1", port: Int = 8115, threads: Int) {
        self.scenario = scenario
        self.host = host
        self.port = port
        self.threads = threads
    }

    /// Whether nobody but this machine can ask.
    public var isLoopback: Bool { ["localhost", "::1"].contains(host) || host.hasPrefix("127.") }
}

/// The planner's map, ready to be opened.
public final class PlannerServer: Sendable {
    private let service: MapService
    private let options: ServerOptions

    /// Reads the scenario and works out what all sessions share.
    ///
    /// - Throws: `Problem`, `Problems`: what is wrong with the scenario, or missing.
    public init(_ options: ServerOptions) throws {
        self.options = options
        service = try MapService(options)
    }

    /// Changes of the scenario that place sites and opened none: the sessions are without them.
    public var changesLeftOut: [String] { service.served.leftOut }

    /// The routes as an application, without an open port.
    func application(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) -> some ApplicationProtocol {
        var application = Application(
            router: mapRouter(service, host: options.host),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port),
                availableConnectionsDelegate: MaximumAvailableConnections(1_000)),
            onServerRunning: { await onRunning($0.localAddress?.port ?? 0) })
        application.logger.logLevel = .critical
        return application
    }

    /// Answers until the task is cancelled.
    ///
    /// - Parameter onRunning: called with the port when it is open.
    /// - Throws: `Problem` where the port cannot be opened.
    public func run(onRunning: @escaping @Sendable (Int) async -> Void) async throws {
        let isOpen = Flag()
        do {
            try await application {
                isOpen.set()
                await onRunning($0)
            }.run()
        } catch where !isOpen.isSet {
            throw Problem(
                .output, file: "\(options.host):\(options.port)", "cannot be opened (\(reason(opening: error)))",
                remedy: "is another server there already? name another port with --port, or 0 for any free one")
        }
    }

    /// Stops all work, and waits a little for answers that are under way.
    public func stop() async {
        service.stop()
        for _ in 0..<40 where !service.activity.isIdle { try? await Task.sleep(for: .milliseconds(50)) }
    }
}

private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var value = false
    var isSet: Bool { lock.withLock { value } }
    func set() { lock.withLock { value = true } }
}

private func reason(opening error: any Error) -> String {
    let text = "\(error)"
    // NIO's own words: `bind(descriptor:ptr:bytes:): Address already in use (errno: 98)`.
    return text.split(separator: ": ").last.map(String.init) ?? text
}
