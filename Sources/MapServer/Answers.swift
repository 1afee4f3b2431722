import Export
import Foundation
import Hummingbird
import Simulation

/// A whole answer with its type; never stored by anybody unless said otherwise.
func answer(
    _ content: ByteBuffer, type: String, status: HTTPResponse.Status = .ok, further: HTTPFields = [:]
) -> Response {
    var headers: HTTPFields = [.contentType: type]
    if further[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    headers.append(contentsOf: further)
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: content))
}

func answer(_ json: JSONText, status: HTTPResponse.Status = .ok) -> Response {
    answer(ByteBuffer(bytes: json.bytes), type: "application/json", status: status)
}

func geoJSONAnswer(_ json: JSONText) -> Response {
    answer(ByteBuffer(bytes: json.bytes), type: "application/geo+json")
}

/// What stays the same while the server runs: asked for again with its tag, it is not sent again.
struct Lasting: Sendable {
    var content: ByteBuffer
    var type: String
    var tag: String

    init(_ bytes: some Collection<UInt8>, type: String) {
        content = ByteBuffer(bytes: bytes)
        self.type = type
        // FNV-1a over all bytes tells one content from another; nothing secret hangs on it.
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        tag = "\"" + String(hash, radix: 16) + "\""
    }

    func answer(to request: Request) -> Response {
        let headers: HTTPFields = [.eTag: tag, .cacheControl: "no-cache"]
        if request.headers[.ifNoneMatch]?.contains(tag) ?? false { return Response(status: .notModified, headers: headers) }
        return MapServer.answer(content, type: type, further: headers)
    }
}

/// The greatest body of a request.
let greatestBody = 1 << 20

/// The JSON object that a request carries.
///
/// - Throws: `Refusal`: another content type, too long, too slow, no JSON, no object.
func requestedObject<Content: Decodable & Sendable>(_ request: Request, as type: Content.Type) async throws -> Content {
    let mediaType = request.headers[.contentType]?.split(separator: ";").map {
        $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
    guard let mediaType, mediaType.first == "application/json",
        mediaType.dropFirst().allSatisfy({ $0 == "charset=utf-8" })
    else {
        throw Refusal(
            .unsupportedMediaType, "content_type", "the body is not said to be JSON",
            remedy: "send Content-Type: application/json")
    }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > greatestBody {
        throw Refusal(.contentTooLarge, "too_large", "the body is longer than \(greatestBody) bytes")
    }
    let body = try await within(seconds: 15) { () async throws -> ByteBuffer in
        do {
            return try await request.body.collect(upTo: greatestBody)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw Refusal(.contentTooLarge, "too_large", "the body is longer than \(greatestBody) bytes")
        }
    }
    do {
        return try JSONDecoder().decode(Content.self, from: Data(body.readableBytesView))
    } catch {
        throw Refusal(.badRequest, "json", "the body is no JSON of the form that is asked for", remedy: hint(error))
    }
}

private func hint(_ error: any Error) -> String? {
    func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    return switch error {
    case DecodingError.keyNotFound(let key, _): "add `\(key.stringValue)`"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
        "look at `\(path(context))`"
    default: nil
    }
}

/// - Throws: `Refusal` where the operation takes longer.
func within<Value: Sendable>(
    seconds: Int, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask(operation: operation)
        group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            throw Refusal(.requestTimeout, "timeout", "the request came too slowly")
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw CancellationError() }
        return first
    }
}

extension Request {
    /// The value of a parameter of the query; nil where it is not there or empty.
    func query(_ name: String) -> String? {
        uri.queryParameters[name[...]].map { String($0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Throws: `Refusal` where it is there and no number.
    func number(_ name: String) throws -> Double? {
        guard let text = query(name) else { return nil }
        guard let number = Double(text), number.isFinite else {
            throw Refusal(.badRequest, "query", "`\(name)` is no number")
        }
        return number
    }
}

extension JSONText {
    /// On one line, as an event of a stream must be.
    init(_ value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .text(let text): .text(text)
            case .number(let number): .number(number)
            case .boolean(let flag): .flag(flag)
            case .list(let elements): .list(elements.map { JSONText($0) })
            case .object(let members): .object(members.map { ($0.0, JSONText($0.1)) })
            }
    }
}
