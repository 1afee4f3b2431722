import Export
import Foundation
import Geometry
import Layers
import Simulation

/// One page's own copy of the scenario.
final class Session: @unchecked Sendable {
    let id: String
    private let lock = NSLock()
    private var current: Revision
    private var newestTicket = 0
    private var lastUse = ContinuousClock.now
    private var jobs: Set<String> = []
    private var isEnded = false

    /// A state with its number, and what was worked out for it since.
    struct Revision: Sendable {
        var number: Int
        var state: ScenarioState
        var baseline: ScenarioState
        let memory = Memory()
    }

    /// What was worked out for a revision, to be asked for again.
    final class Memory: @unchecked Sendable {
        private let lock = NSLock()
        private var known: [String: any Sendable] = [:]

        func value<Value: Sendable>(_ name: String, _ make: () throws -> Value) rethrows -> Value {
            if let known = lock.withLock({ known[name] as? Value }) { return known }
            let made = try make()
            lock.withLock { known[name] = made }
            return made
        }
    }

    init(id: String, state: ScenarioState, baseline: ScenarioState) {
        self.id = id
        current = Revision(number: 0, state: state, baseline: baseline)
    }

    var revision: Revision { lock.withLock { current } }

    /// - Throws: `Refusal` where the session has moved on.
    func revision(_ number: Int?) throws -> Revision {
        let current = revision
        guard number == nil || number == current.number else {
            throw Refusal(
                .conflict, "revision", "the session is at revision \(current.number)",
                remedy: "ask for that one, or for none")
        }
        return current
    }

    /// A place in the queue: whoever took one earlier is overtaken.
    func takeTicket() -> Int {
        lock.withLock {
            newestTicket += 1
            return newestTicket
        }
    }

    /// - Throws: `Refusal` where a newer request has come, or the session was ended.
    func requireNewest(_ ticket: Int) throws {
        let (newest, isEnded) = lock.withLock { (newestTicket, self.isEnded) }
        guard !isEnded else { throw Refusal.notFound("session \(id) any more") }
        guard ticket == newest else {
            throw Refusal(.conflict, "superseded", "a newer request of the same session took the place of this one")
        }
    }

    /// Makes a state the current one.
    ///
    /// - Returns: it with its number, and the one before.
    /// - Throws: `Refusal` where a newer request has come.
    func commit(_ state: ScenarioState, baseline: ScenarioState, ticket: Int) throws -> (Revision, before: Revision) {
        try lock.withLock {
            guard ticket == newestTicket else {
                throw Refusal(.conflict, "superseded", "a newer request of the same session took the place of this one")
            }
            let before = current
            current = Revision(number: before.number + 1, state: state, baseline: baseline)
            return (current, before)
        }
    }

    func touch() { lock.withLock { lastUse = .now } }

    func isIdle(since limit: Duration) -> Bool { lock.withLock { jobs.isEmpty && ContinuousClock.now - lastUse > limit } }

    func add(job: String) { lock.withLock { _ = jobs.insert(job) } }
    func remove(job: String) {
        lock.withLock {
            jobs.remove(job)
            lastUse = .now
        }
    }
    var jobIDs: Set<String> { lock.withLock { jobs } }

    func end() { lock.withLock { isEnded = true } }
}

/// The sessions at hand, a bounded number of them.
final class Sessions: @unchecked Sendable {
    private let lock = NSLock()
    private var byID: [String: Session] = [:]
    private let greatestCount: Int
    private let idleLimit: Duration
    private let onEnd: @Sendable (Session) -> Void

    /// - Parameter onEnd: called for each session that ends.
    init(greatestCount: Int = 200, idleLimit: Duration = .seconds(3600), onEnd: @escaping @Sendable (Session) -> Void) {
        self.greatestCount = greatestCount
        self.idleLimit = idleLimit
        self.onEnd = onEnd
    }

    /// - Throws: `Refusal` where there is none of that id.
    func session(_ id: String) throws -> Session {
        endIdle()
        guard let session = lock.withLock({ byID[id] }) else {
            throw Refusal(.notFound, "session", "there is no such session", remedy: "begin one: POST /api/sessions")
        }
        session.touch()
        return session
    }

    /// - Throws: `Refusal` where there are too many.
    func requireRoom() throws {
        endIdle()
        guard lock.withLock({ byID.count < greatestCount }) else {
            throw Refusal(
                .serviceUnavailable, "sessions", "there are \(greatestCount) sessions already",
                remedy: "end one, or wait: a session without requests ends after an hour")
        }
    }

    func begin(_ state: ScenarioState, baseline: ScenarioState) throws -> Session {
        try requireRoom()
        let session = Session(id: unguessableID(), state: state, baseline: baseline)
        lock.withLock { byID[session.id] = session }
        return session
    }

    func end(_ id: String) throws {
        guard let session = lock.withLock({ byID.removeValue(forKey: id) }) else {
            throw Refusal(.notFound, "session", "there is no such session")
        }
        session.end()
        onEnd(session)
    }

    var count: Int { lock.withLock { byID.count } }

    private func endIdle() {
        let idle = lock.withLock {
            let idle = byID.values.filter { $0.isIdle(since: idleLimit) }
            for session in idle { byID[session.id] = nil }
            return idle
        }
        for session in idle {
            session.end()
            onEnd(session)
        }
    }
}

/// 128 bits of the system's own chance: whoever knows a session may change it.
func unguessableID() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
        let part = String(generator.next(), radix: 16)
        return String(repeating: "0", count: 16 - part.count) + part
    }.joined()
}
