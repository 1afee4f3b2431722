import Export
import Foundation
import Hummingbird
import Layers
import Simulation

/// What a request may change of a session's scenario. A key that is not there changes nothing; `null` takes it away.
struct ScenarioEdit: Decodable, Sendable {
    /// The text of a scenario file, in the place of the whole.
    var scenario: String?
    var changes: JSONValue?
    var name: String?
    /// Outer nil: not told; inner nil: none.
    var year: Int??
    var moment: String??
    /// The last revision that the asking page has seen.
    var since: Int?

    private enum Key: String, CodingKey, CaseIterable {
        case scenario, changes, name, year, moment, since
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        func told<Value: Decodable>(_ key: Key) throws -> Value?? {
            object.contains(key) ? .some(try object.decodeIfPresent(Value.self, forKey: key)) : .none
        }
        scenario = try object.decodeIfPresent(String.self, forKey: .scenario)
        changes = try object.decodeIfPresent(JSONValue.self, forKey: .changes)
        name = try object.decodeIfPresent(String.self, forKey: .name)
        year = try told(.year)
        moment = try told(.moment)
        since = try object.decodeIfPresent(Int.self, forKey: .since)
    }

    /// - Throws: `Problems`: the text is no scenario.
    func applied(to scenario: EditableScenario) throws -> EditableScenario {
        var edited = try self.scenario.map { try scenario.replaced(by: $0) } ?? scenario
        if let changes { edited.changes = changes }
        if let name { edited.name = name }
        if let year { edited.year = year }
        if let moment { edited.moment = moment }
        return edited
    }

    var isEmpty: Bool { scenario == nil && changes == nil && name == nil && year == nil && moment == nil }
}

func addSessions(to router: Router<BasicRequestContext>, _ service: MapService) {
    router.post("/api/sessions") { request, _ in
        let edit = try await requestedObject(request, as: ScenarioEdit.self)
        try service.sessions.requireRoom()
        let json = try await service.quick.run {
            let start = ContinuousClock.now
            let session: Session
            if edit.isEmpty {
                session = try service.sessions.begin(service.opened.state, baseline: service.opened.baseline)
            } else {
                let scenario = try edit.applied(to: service.served.editable)
                let state = try service.served.evaluate(scenario)
                let baseline = try service.served.baseline(of: state.loaded, scenario)
                session = try service.sessions.begin(state, baseline: baseline)
            }
            return JSONText.object([
                ("session", .text(session.id)),
                ("state", try session.revision.json(milliseconds: milliseconds(since: start))),
            ])
        }
        return answer(json, status: .created)
    }
    router.get("/api/sessions/:id") { _, context in
        let session = try service.session(context)
        return answer(
            try await service.quick.run {
                let start = ContinuousClock.now
                return try session.revision.json(milliseconds: milliseconds(since: start))
            })
    }
    router.delete("/api/sessions/:id") { _, context in
        try service.sessions.end(try context.parameters.require("id"))
        return Response(status: .noContent)
    }
    router.put("/api/sessions/:id/changes") { request, context in
        let session = try service.session(context)
        let edit = try await requestedObject(request, as: ScenarioEdit.self)
        let ticket = session.takeTicket()
        return answer(try await service.quick.run { try change(session, edit, ticket, service) })
    }
    router.get("/api/sessions/:id/scenario.yaml") { _, context in
        let session = try service.session(context)
        let text = try session.revision.state.scenario.yaml()
        return attachment(ByteBuffer(string: text), name: "scenario.yaml")
    }
}

func change(_ session: Session, _ edit: ScenarioEdit, _ ticket: Int, _ service: MapService) throws -> JSONText {
    let start = ContinuousClock.now
    try session.requireNewest(ticket)
    let scenario = try edit.applied(to: session.revision.state.scenario)
    let state = try service.served.evaluate(scenario) { try session.requireNewest(ticket) }
    let baseline = try service.served.baseline(of: state.loaded, scenario)
    let (revision, before) = try session.commit(state, baseline: baseline, ticket: ticket)
    // A page that missed an answer is told everything.
    let isFollowing = edit.since == nil || edit.since == before.number
    return try revision.json(since: isFollowing ? before : nil, milliseconds: milliseconds(since: start))
}

func milliseconds(since start: ContinuousClock.Instant) -> Double {
    let duration = ContinuousClock.now - start
    return Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
}
