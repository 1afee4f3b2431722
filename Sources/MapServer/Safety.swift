import Foundation
import Hummingbird

/// What every request passes and every answer carries: who may ask, and what a browser may do with the answer.
struct Safety<Context: RequestContext>: RouterMiddleware {
    /// By what names the server may be called, without port.
    let hosts: Set<String>
    /// Whether it may be called by any address in numbers.
    let allowsAddresses: Bool
    let activity: Activity

    /// - Parameter host: that the server listens on.
    init(host: String, activity: Activity) {
        var hosts: Set<String> = ["localhost", "127.0.0.1", "[::1]", host.contains(":") ? "[\(host)]" : host]
        allowsAddresses = ["0.0.0.0", "::"].contains(host)
        if allowsAddresses { hosts.insert(ProcessInfo.processInfo.hostName.lowercased()) }
        self.hosts = hosts
        self.activity = activity
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        activity.begin()
        defer { activity.end() }
        var response: Response
        do {
            try check(request)
            response = try await next(request, context)
        } catch {
            let refusal = Refusal(error)
            response = answer(refusal.json, status: refusal.status)
        }
        for (name, value) in Self.headers { response.headers[name] = value }
        return response
    }

    /// - Throws: `Refusal`.
    private func check(_ request: Request) throws {
        // A page elsewhere whose name was made to point here (DNS rebinding) asks under its own name.
        guard let authority = request.head.authority?.lowercased(), isOwn(authority) else {
            throw Refusal(.forbidden, "host", "the server is not known by that name")
        }
        if let origin = request.headers[.origin] {
            guard origin.lowercased() == "http://\(authority)" else {
                throw Refusal(.forbidden, "origin", "pages from elsewhere may not ask here")
            }
        }
        // Browsers tell where a request comes from; only opening the page itself may come from elsewhere.
        let site = request.headers[Self.fetchSite]
        if site == "cross-site" || site == "same-site" {
            guard request.method == .get, request.uri.path == "/", request.headers[Self.fetchMode] == "navigate" else {
                throw Refusal(.forbidden, "origin", "pages from elsewhere may not ask here")
            }
        }
    }

    /// Whether a `Host`, in small letters, is one of the server's names.
    func isOwn(_ authority: String) -> Bool {
        var name = authority[...]
        if let colon = authority.lastIndex(of: ":"), authority[authority.index(after: colon)...].allSatisfy(\.isNumber) {
            name = authority[..<colon]
        }
        if hosts.contains(String(name)) { return true }
        return allowsAddresses && (name.hasPrefix("[") || name.allSatisfy { $0.isNumber || $0 == "." })
    }

    private static var fetchSite: HeaderName { HeaderName("Sec-Fetch-Site") ?? .origin }
    private static var fetchMode: HeaderName { HeaderName("Sec-Fetch-Mode") ?? .origin }

    private static var headers: [(HeaderName, String)] {
        let tiles = onlineTiles.map(\.host).joined(separator: " ")
        let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: \(tiles); "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        let named: [(String, String)] = [
            ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ]
        return named.compactMap { name, value in HeaderName(name).map { ($0, value) } }
    }
}

private typealias HeaderName = HTTPFields.Element.Name

/// How many requests are being answered.
final class Activity: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func begin() { lock.withLock { count += 1 } }
    func end() { lock.withLock { count -= 1 } }
    var isIdle: Bool { lock.withLock { count == 0 } }
}

/// Tiles of others, for those online who ask for them.
let onlineTiles: [(name: String, host: String, path: String, attribution: String)] = [
    (
        "Plan IGN", "https://data.geopf.fr",
        "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal"
            + "&TILEMATRIXSET=PM&FORMAT=image/png&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}", "© IGN – Géoplateforme"
    ),
    (
        "OpenStreetMap", "https://tile.openstreetmap.org", "/{z}/{x}/{y}.png",
        "© OpenStreetMap contributors"
    ),
]
