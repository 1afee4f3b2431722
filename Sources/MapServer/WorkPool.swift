import Foundation

/// Blocking work on a bounded number of threads, apart from those that answer requests.
final class WorkPool: @unchecked Sendable {
    private let queue = OperationQueue()
    private let greatestWaiting: Int

    /// - Parameter greatestWaiting: beyond so many pieces that wait, further ones are refused.
    init(_ name: String, threads: Int, greatestWaiting: Int = 1_000) {
        queue.name = name
        queue.maxConcurrentOperationCount = threads
        self.greatestWaiting = greatestWaiting
    }

    /// - Throws: `Refusal` where too much waits; what the work throws.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard queue.operationCount <= greatestWaiting else {
            throw Refusal(.serviceUnavailable, "busy", "the server has too much to do", remedy: "try again in a moment")
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }
}
