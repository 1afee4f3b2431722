import Export
import Foundation
import Hummingbird
import Layers

/// Long work that tells how far it is.
final class Job: @unchecked Sendable {
    let id = unguessableID()
    let session: Session
    private let lock = NSLock()
    private var latestProgress: ServerSentEvent?
    private var end: ServerSentEvent?
    private var isStopped = false
    private var listeners: [Int: AsyncStream<ServerSentEvent>.Continuation] = [:]
    private var listenerCount = 0

    init(session: Session) {
        self.session = session
    }

    /// Asked by the work itself, often.
    var isCancelled: Bool { lock.withLock { isStopped } }
    var isEnded: Bool { lock.withLock { end != nil } }

    func cancel() { lock.withLock { isStopped = true } }

    /// Tells all who listen; the last word ends their streams.
    func tell(_ event: ServerSentEvent) {
        let ending = event.name != "progress"
        let listening = lock.withLock { () -> [AsyncStream<ServerSentEvent>.Continuation] in
            guard end == nil else { return [] }
            if ending { end = event } else { latestProgress = event }
            defer { if ending { listeners = [:] } }
            return Array(listeners.values)
        }
        for listener in listening {
            listener.yield(event)
            if ending { listener.finish() }
        }
    }

    /// What comes, after the latest that there was.
    func events() -> (AsyncStream<ServerSentEvent>, number: Int) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerSentEvent.self, bufferingPolicy: .bufferingNewest(64))
        return lock.withLock {
            listenerCount += 1
            if let latestProgress { continuation.yield(latestProgress) }
            if let end {
                continuation.yield(end)
                continuation.finish()
            } else {
                listeners[listenerCount] = continuation
            }
            return (stream, listenerCount)
        }
    }

    /// A listener has gone; with the last one goes the work.
    func leave(_ number: Int) {
        lock.withLock {
            listeners.removeValue(forKey: number)?.finish()
            if listeners.isEmpty, end == nil { isStopped = true }
        }
    }

    /// Whether nobody has ever listened.
    var isUnheard: Bool { lock.withLock { listenerCount == 0 } }
}

/// One event of a stream (WHATWG HTML, server-sent events).
struct ServerSentEvent: Sendable {
    var name: String
    /// On one line, as JSON without line breaks is.
    var data: JSONText

    var bytes: ByteBuffer {
        var buffer = ByteBuffer(string: "event: \(name)\ndata: ")
        buffer.writeBytes(data.bytes)
        buffer.writeString("\n\n")
        return buffer
    }
}

/// The jobs at hand.
final class Jobs: @unchecked Sendable {
    private let lock = NSLock()
    private var byID: [String: Job] = [:]
    private let pool: WorkPool
    private let greatestCount: Int

    /// - Parameters:
    ///   - threads: how many jobs run at once; the others wait.
    ///   - greatestCount: of jobs that have not ended.
    init(threads: Int, greatestCount: Int = 20) {
        pool = WorkPool("maillage.jobs", threads: threads)
        self.greatestCount = greatestCount
    }

    /// Starts work; what it returns is told as `done`.
    ///
    /// - Throws: `Refusal` where the session has a job already, or there are too many.
    func start(for session: Session, _ work: @escaping @Sendable (Job) throws -> JSONText) throws -> Job {
        let job = Job(session: session)
        try lock.withLock {
            let unfinished = byID.values.filter { !$0.isEnded }
            guard !unfinished.contains(where: { $0.session === session }) else {
                throw Refusal(
                    .tooManyRequests, "jobs", "the session has a job that is not done", remedy: "stop it, or wait for it")
            }
            guard unfinished.count < greatestCount else {
                throw Refusal(.tooManyRequests, "jobs", "the server has too many jobs", remedy: "try again later")
            }
            // Ended ones are kept for those who listen late.
            for ended in byID.values.filter(\.isEnded).dropFirst(100) { byID[ended.id] = nil }
            byID[job.id] = job
        }
        session.add(job: job.id)
        Task {
            let event: ServerSentEvent
            do {
                let result = try await pool.run {
                    guard !job.isCancelled else { throw CancellationError() }
                    return try work(job)
                }
                event = ServerSentEvent(name: "done", data: result)
            } catch is CancellationError {
                event = ServerSentEvent(name: "cancelled", data: .object([]))
            } catch {
                event = ServerSentEvent(name: "failed", data: Refusal(error).content)
            }
            job.tell(event)
            session.remove(job: job.id)
        }
        Task {
            // Whoever asked and never came to listen has gone away.
            try await Task.sleep(for: .seconds(30))
            if job.isUnheard { job.cancel() }
        }
        return job
    }

    /// - Throws: `Refusal` where there is none of that id.
    func job(_ id: String) throws -> Job {
        guard let job = lock.withLock({ byID[id] }) else { throw Refusal(.notFound, "job", "there is no such job") }
        return job
    }

    func cancelAll(of session: Session) {
        for job in lock.withLock({ byID.values.filter { $0.session === session } }) { job.cancel() }
    }

    func cancelAll() {
        for job in lock.withLock({ Array(byID.values) }) { job.cancel() }
    }
}

/// `GET /api/jobs/{job}/events`
func eventStream(_ job: Job, _ request: Request) -> Response {
    Response(
        status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
        body: ResponseBody { writer in
            let (events, number) = job.events()
            defer { job.leave(number) }
            // The writer does not cross to another task: it is used here alone.
            var writer = writer
            try await request.body.consumeWithInboundCloseHandler { body in
                // To its end first: a body that is let go half-read ends the program, and a job that is over at once
                // would be quicker than it.
                for try await _ in body {}
                for await event in events { try await writer.write(event.bytes) }
            } onInboundClosed: {
                job.leave(number)
            }
            try await writer.finish(nil)
        })
}
