import Export
import Foundation
import Hummingbird
import Layers
import Placement
import Simulation

func addJobs(to router: Router<BasicRequestContext>, _ service: MapService) {
    router.post("/api/sessions/:id/place") { request, context in
        let session = try service.session(context)
        let asked = try await requestedObject(request, as: JSONValue.self)
        guard case .object(let members) = asked else {
            throw Refusal(.badRequest, "json", "the body is no JSON object")
        }
        let state = session.revision.state
        // Told at once where it is wrong, not by the job.
        let file = try await service.quick.run { try placingFile(members, state.scenario, service.served) }
        let job = try service.jobs.start(for: session) { try proposals(file, state, service.served, $0) }
        return answer(.object([("job", .text(job.id))]), status: .accepted)
    }
    router.post("/api/sessions/:id/years") { request, context in
        let session = try service.session(context)
        _ = try await requestedObject(request, as: JSONValue.self)
        let state = session.revision.state
        guard state.loaded.scenario.horizon != nil else {
            throw Refusal(
                .unprocessableContent, "scenario", "the scenario simulates no years", remedy: "add `years` to its file")
        }
        let job = try service.jobs.start(for: session) { try years(state, service.served, $0) }
        return answer(.object([("job", .text(job.id))]), status: .accepted)
    }
    router.get("/api/jobs/:id/events") { request, context in
        eventStream(try service.jobs.job(try context.parameters.require("id")), request)
    }
    router.delete("/api/jobs/:id") { _, context in
        try service.jobs.job(try context.parameters.require("id")).cancel()
        return Response(status: .noContent)
    }
}

/// No search goes on for longer, whatever time limit is asked for.
private let greatestSearchSeconds = 600.0

/// A session's scenario with a `place` change behind its other ones.
///
/// - Parameter members: those of the change, and `seed`.
/// - Throws: `Problem`, `Problems`: what is wrong with it.
private func placingFile(
    _ members: [(String, JSONValue)], _ scenario: EditableScenario, _ served: ServedScenario
) throws -> ScenarioFile {
    var scenario = scenario
    if let seed = members.first(where: { $0.0 == "seed" })?.1 {
        guard case .number(let number) = seed, let whole = Int(exactly: number) else {
            throw Refusal(.badRequest, "json", "`seed` is no whole number")
        }
        scenario.seed = whole
    }
    guard case .list(let changes) = scenario.changes else { throw Refusal.notFound("list of changes") }
    scenario.changes = .list(changes + [.object([("place", .object(members.filter { $0.0 != "seed" }))])])
    let file = try scenario.file()
    let place = "changes[\(changes.count)].place"
    guard file.placeEntries.allSatisfy({ $0.profiles.allSatisfy { $0 == file.profile } }) else {
        throw Problem(
            .content, file: file.path, place: "\(place).profiles", "the server has the roads of one profile only",
            remedy: "place for several profiles with maillage run")
    }
    // Without a context no plan is made, and everything else is looked up.
    _ = try served.loaded.with(file)
    return file
}

/// Chooses sites; tells how far it is.
private func proposals(
    _ file: ScenarioFile, _ state: ScenarioState, _ served: ServedScenario, _ job: Job
) throws -> JSONText {
    let start = ContinuousClock.now
    let limit = min(file.placeEntries.last?.timeLimitSeconds ?? greatestSearchSeconds, greatestSearchSeconds)
    let options = SitingOptions(
        threads: 1,
        isCancelled: { job.isCancelled || milliseconds(since: start) > greatestSearchSeconds * 1000 },
        progress: { progress in
            let share = min(1, milliseconds(since: start) / limit / 1000)
            job.tell(
                ServerSentEvent(
                    name: "progress",
                    data: .object([
                        ("share", .number((share * 1000).rounded() / 1000)), ("best", .number(progress.best)),
                        ("bound", .number(progress.bound)), ("gap", .number(progress.gap)),
                    ])))
        })
    job.tell(ServerSentEvent(name: "progress", data: .object([("share", .number(0.0)), ("best", .null)])))
    let context = SitingContext(people: served.people, cache: served.travelCache, options: options)
    let loaded = try served.loaded.with(file, siting: context)
    guard !job.isCancelled, let outcome = loaded.scenario.placements.last else { throw CancellationError() }
    let plan = outcome.plan
    let changes = try outcome.openingChanges(in: loaded.baseline)
    let placed = Dictionary(outcome.placed.map { ($0.id, $0) }) { first, _ in first }
    let proposals = zip(outcome.opened, changes).map { site, change in
        JSONText.object([
            ("open", .text(site.id.text)), ("name", .text(site.name)), ("kind", .text(site.kind)),
            ("change", JSONText(change)),
            ("adds_inhabitants", .number(placed[site.id]?.newInhabitants)),
            ("inhabitants", .number(placed[site.id]?.inhabitants)),
        ])
    }
    return .object([
        ("model", .text(plan.model.rawValue)), ("status", .text(plan.status.rawValue)),
        ("objective", .number(plan.objective)), ("bound", .number(plan.bound)), ("gap", .number(plan.gap)),
        ("covered_before", .number(outcome.coveredBefore)), ("covered_inhabitants", .number(outcome.coveredInhabitants)),
        ("notes", .texts(plan.notes)), ("findings", .list(outcome.findings.map(findingJSON))),
        ("proposals", .list(proposals)),
    ])
}

extension SitingProgress {
    /// |best − bound| ÷ |best|, as of a plan.
    fileprivate var gap: Double? {
        guard let best, let bound else { return nil }
        if best == bound { return 0 }
        return best == 0 ? nil : abs(best - bound) / abs(best)
    }
}

/// Follows the territory through the years of the horizon.
private func years(_ state: ScenarioState, _ served: ServedScenario, _ job: Job) throws -> JSONText {
    guard let horizon = state.loaded.scenario.horizon else { throw CancellationError() }
    let result = try simulate(
        horizon, on: state.loaded.baseline, for: served.people, settings: state.loaded.settings,
        cache: served.travelCache, threads: 1
    ) { share in
        if job.isCancelled { throw CancellationError() }
        job.tell(
            ServerSentEvent(
                name: "progress", data: .object([("share", .number((share * 1000).rounded() / 1000))])))
    }
    return .object([("years", try figures(of: result, in: state.loaded.baseline))])
}
