import Export
import Foundation
import Geometry
import Hummingbird
import Layers
import Simulation

/// What the server answers with: the scenario, its sessions and their work.
final class MapService: Sendable {
    let served: ServedScenario
    let sessions: Sessions
    let jobs: Jobs
    /// Answers that a planner waits for with a finger on the map.
    let quick = WorkPool("maillage.quick", threads: max(2, ProcessInfo.processInfo.activeProcessorCount))
    /// Layers, exports, explanations.
    let slow = WorkPool("maillage.slow", threads: max(1, ProcessInfo.processInfo.activeProcessorCount / 2))
    let page: [String: Lasting]
    let leaflet: [String: Lasting]
    let territory: Lasting
    let communes: Lasting
    let outlines: CommuneOutlines
    let points: PopulationPoints
    let roads: RoadTiles
    /// The scenario as it was given: what a new session begins with.
    let opened: (state: ScenarioState, baseline: ScenarioState)
    let activity = Activity()
    /// Of the program.
    let version: String

    /// - Throws: `Problem`, `Problems`: what is wrong with the scenario, or missing.
    init(_ options: ServerOptions) throws {
        version = options.version
        leaflet = try leafletFiles()
        page = try pageFiles(folder: options.pageFolder)
        let served = try ServedScenario(path: options.scenario, threads: options.threads)
        self.served = served
        let state = try served.evaluate(served.editable, threads: options.threads)
        opened = (state, try served.baseline(of: state.loaded, served.editable))
        outlines = try CommuneOutlines(served.loaded.baseline, toleranceMetres: 40)
        territory = Lasting(territoryJSON(served, state, outlines.boundingBox).bytes, type: "application/json")
        communes = Lasting(
            communesJSON(served.loaded.baseline, outlines).bytes, type: "application/geo+json")
        points = try PopulationPoints(served.loaded.baseline)
        roads = try RoadTiles(served.loaded.network)
        let jobs = Jobs(threads: max(1, options.threads / 2))
        self.jobs = jobs
        sessions = Sessions(
            greatestCount: options.greatestSessions, idleLimit: .seconds(options.idleSeconds),
            onEnd: { jobs.cancelAll(of: $0) })
    }

    /// Stops all work: the server is about to end.
    func stop() { jobs.cancelAll() }
}

/// All routes.
func mapRouter(_ service: MapService, host: String) -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Safety(host: host, activity: service.activity))
    addPage(to: router, service)
    addTerritory(to: router, service)
    addSessions(to: router, service)
    addLayers(to: router, service)
    addJobs(to: router, service)
    return router
}

private func addPage(to router: Router<BasicRequestContext>, _ service: MapService) {
    router.get("/") { request, _ in
        guard let index = service.page["index.html"] else { throw Refusal.notFound("page in this program") }
        return index.answer(to: request)
    }
    router.get("/assets/:name") { request, context in
        guard let file = service.page[try context.parameters.require("name")] else { throw Refusal.notFound("such file") }
        return file.answer(to: request)
    }
    router.get("/leaflet/:name") { request, context in
        guard let file = service.leaflet[try context.parameters.require("name")] else {
            throw Refusal.notFound("such file")
        }
        return file.answer(to: request)
    }
    router.get("/leaflet/images/:name") { request, context in
        guard let file = service.leaflet["images/\(try context.parameters.require("name"))"] else {
            throw Refusal.notFound("such file")
        }
        return file.answer(to: request)
    }
}

private func addTerritory(to router: Router<BasicRequestContext>, _ service: MapService) {
    router.get("/api/territory") { request, _ in service.territory.answer(to: request) }
    router.get("/api/communes.geojson") { request, _ in service.communes.answer(to: request) }
    router.get("/api/roads/:zoom/:column/:row") { request, context in
        let row = try context.parameters.require("row")
        guard let zoom = Int(try context.parameters.require("zoom")),
            let column = Int(try context.parameters.require("column")), row.hasSuffix(".geojson"),
            let row = Int(row.dropLast(8)), (0...RoadTiles.greatestZoom).contains(zoom)
        else { throw Refusal.notFound("such tile") }
        guard let tile = try await service.slow.run({ service.roads.tile(zoom: zoom, column: column, row: row) }) else {
            throw Refusal.notFound("such tile")
        }
        return tile.answer(to: request)
    }
    router.get("/api/population.geojson") { request, _ in
        let numbers = request.query("bbox")?.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard let numbers, numbers.count == 4, case let box = numbers.compactMap({ $0 }), box.count == 4,
            box.allSatisfy(\.isFinite)
        else {
            throw Refusal(.badRequest, "query", "`bbox` is missing or no box", remedy: "add ?bbox=west,south,east,north")
        }
        let asked = BoundingBox(minimum: Point(x: box[0], y: box[1]), maximum: Point(x: box[2], y: box[3]))
        return geoJSONAnswer(try await service.slow.run { service.points.json(in: asked) })
    }
}

private func addLayers(to router: Router<BasicRequestContext>, _ service: MapService) {
    router.get("/api/sessions/:id/layers/:layer") { request, context in
        let file = try context.parameters.require("layer")
        guard file.hasSuffix(".geojson") else { throw Refusal.notFound("such layer") }
        let revision = try service.session(context).revision(try request.revision())
        let (kind, by) = (request.query("kind"), request.query("by"))
        return geoJSONAnswer(
            try await service.slow.run {
                try revision.layer(
                    String(file.dropLast(8)), kind: kind, by: by, ground: service.served.ground,
                    outlines: service.outlines, threads: service.served.threads)
            })
    }
    router.get("/api/sessions/:id/communes.json") { request, context in
        let revision = try service.session(context).revision(try request.revision())
        let isBaseline = request.query("baseline") == "true"
        return answer(try await service.quick.run { revision.communeTable(baseline: isBaseline) })
    }
    router.get("/api/sessions/:id/communes/:code") { _, context in
        let state = try service.session(context).revision.state
        let code = try context.parameters.require("code")
        return answer(try await service.slow.run { try state.explanation(ofCommune: code) })
    }
    router.get("/api/sessions/:id/point") { request, context in
        let state = try service.session(context).revision.state
        guard let longitude = try request.number("lon"), let latitude = try request.number("lat"),
            abs(longitude) <= 180, abs(latitude) <= 90
        else {
            throw Refusal(.badRequest, "query", "`lon` and `lat` are missing or no degrees", remedy: "add ?lon=9.15&lat=42.3")
        }
        return answer(
            try await service.slow.run {
                try state.explanation(
                    ofPoint: Point(x: longitude, y: latitude), people: service.served.people)
            })
    }
    router.get("/api/sessions/:id/export/:file") { request, context in
        let name = try context.parameters.require("file")
        let revision = try service.session(context).revision(try request.revision())
        if name == "report.html" {
            let language = request.query("lang").flatMap(Language.init) ?? .french
            let report = try await service.slow.run {
                try revision.report(service.served, language: language, version: service.version)
            }
            return attachment(ByteBuffer(bytes: report), name: name)
        }
        guard let file = ResultFile(name: name) else { throw Refusal.notFound("such file") }
        let data = try await service.slow.run {
            try content(of: file, of: revision.whole(service.served), threads: service.served.threads)
        }
        return attachment(ByteBuffer(bytes: data), name: name)
    }
}

/// A file to keep.
func attachment(_ content: ByteBuffer, name: String) -> Response {
    let type =
        switch name.split(separator: ".").last {
        case "geojson": "application/geo+json"
        case "gpkg": "application/geopackage+sqlite3"
        case "csv": "text/csv; charset=utf-8"
        case "yaml": "application/yaml; charset=utf-8"
        case "html": "text/html; charset=utf-8"
        default: "application/json"
        }
    return answer(content, type: type, further: [.contentDisposition: "attachment; filename=\"\(name)\""])
}

extension Session.Revision {
    /// The result of `maillage run` on the scenario as it stands.
    fileprivate func whole(_ served: ServedScenario) throws -> SimulationResult {
        try memory.value("whole") {
            try state.loaded.analysed(
                for: served.people, on: served.ground, cache: served.travelCache, catchments: served.catchmentCache,
                threads: served.threads)
        }
    }
}

extension Session.Revision {
    /// The report that `maillage run` writes.
    fileprivate func report(_ served: ServedScenario, language: Language, version: String) throws -> Data {
        let result = try whole(served)
        let manifest = try Manifest(
            version: version, inputs: state.loaded.inputs, result: result, started: Date())
        return try reportHTML(
            of: result, about: ReportSubject(state.loaded, language: language), manifest: manifest)
    }
}

extension MapService {
    /// - Throws: `Refusal` where there is none.
    func session(_ context: BasicRequestContext) throws -> Session {
        try sessions.session(try context.parameters.require("id"))
    }
}

extension Request {
    /// - Throws: `Refusal` where it is no number.
    func revision() throws -> Int? {
        guard let text = query("revision") else { return nil }
        guard let number = Int(text) else { throw Refusal(.badRequest, "query", "`revision` is no number") }
        return number
    }
}
