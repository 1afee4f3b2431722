import Export
import Foundation
import Hummingbird
import XCTest

@testable import MapServer

/// Long work: it tells how far it is, it ends, and it is stopped.
final class JobTests: MapTest {
    /// The events of a stream, by name and data.
    private func events(_ text: String) -> [(name: String, data: [String: Any])] {
        text.components(separatedBy: "\n\n").filter { !$0.isEmpty }.map { block in
            let lines = block.split(separator: "\n")
            let name = lines.first { $0.hasPrefix("event: ") }?.dropFirst(7) ?? ""
            let data = lines.first { $0.hasPrefix("data: ") }?.dropFirst(6) ?? ""
            let object = (try? JSONSerialization.jsonObject(with: Data(data.utf8))) as? [String: Any]
            return (String(name), object ?? [:])
        }
    }

    func testProposalsAreWorthWhatTheySay() async throws {
        let (path, state) = try await session()
        let asked = #"{"kind": "msp", "model": "mclp", "sites": 2, "candidates": "communes", "seed": 1}"#
        let started = try await ask(.post, "\(path)/place", json: asked)
        XCTAssertEqual(started.status, 202, started.text)
        let job = try XCTUnwrap(started.object["job"] as? String)
        let stream = try await ask(.get, "/api/jobs/\(job)/events")
        XCTAssertEqual(stream.headers[.contentType], "text/event-stream")
        let last = try XCTUnwrap(events(stream.text).last)
        XCTAssertEqual(last.name, "done", stream.text)
        XCTAssertEqual(last.data["status"] as? String, "optimal")
        let proposals = try XCTUnwrap(last.data["proposals"] as? [[String: Any]])
        XCTAssertEqual(proposals.count, 2)

        // Accepted, the run's own count of people agrees with the plan's.
        let before = try XCTUnwrap(state["changes"] as? [Any])
        let accepted = before + proposals.compactMap { $0["change"] }
        let answer = try await ask(.put, "\(path)/changes", json: try json(["changes": accepted]))
        XCTAssertEqual(answer.status, 200, answer.text)
        let covered = try XCTUnwrap(try kind(answer.object["figures"])["covered_inhabitants"] as? Double)
        XCTAssertEqual(covered, try XCTUnwrap(last.data["covered_inhabitants"] as? Double), accuracy: 1e-6)
        let was = try XCTUnwrap(try kind(state["figures"])["covered_inhabitants"] as? Double)
        XCTAssertEqual(was, try XCTUnwrap(last.data["covered_before"] as? Double), accuracy: 1e-6)
        let adds = proposals.reduce(0) { $0 + ($1["adds_inhabitants"] as? Double ?? 0) }
        XCTAssertEqual(covered - was, adds, accuracy: 1e-6)
        // Late listeners hear the end, each time: an answer that is over at once must not outrun its request.
        for _ in 0..<100 {
            let late = try await ask(.get, "/api/jobs/\(job)/events")
            XCTAssertEqual(events(late.text).last?.name, "done")
        }
    }

    func testWrongQuestionsAreRefusedAtOnce() async throws {
        let (path, _) = try await session()
        for (body, place) in [
            (#"{"kind": "msp", "model": "best", "sites": 2, "candidates": "communes"}"#, "changes[4].place.model"),
            (#"{"kind": "msp", "model": "mclp", "sites": 99999, "candidates": "communes"}"#, "changes[4].place.sites"),
            (#"{"kind": "msp", "model": "mclp", "candidates": "communes"}"#, "changes[4].place.sites"),
            (#"{"kind": "mpx", "model": "mclp", "sites": 1, "candidates": "communes"}"#, "changes[4].place.kind"),
        ] {
            let answer = try await ask(.post, "\(path)/place", json: body)
            XCTAssertEqual(answer.status, 422, body)
            XCTAssertTrue(answer.problems.contains { ($0["place"] as? String)?.hasPrefix(place) ?? false }, answer.text)
        }
        let layer = try await ask(
            .post, "\(path)/place",
            json: #"{"kind": "msp", "model": "mclp", "sites": 1, "candidates": {"layer": "/etc/passwd", "id": "x"}}"#)
        XCTAssertEqual(layer.status, 422)
        XCTAssertTrue((layer.problems.first?["text"] as? String)?.contains("does not name") ?? false, layer.text)
        for body in ["[]", "1", #"{"kind": "msp", "model": "mclp", "sites": 1, "candidates": "communes", "seed": "a"}"#] {
            let answer = try await ask(.post, "\(path)/place", json: body)
            XCTAssertEqual(answer.status, 400, body)
        }
        let years = try await ask(.post, "\(path)/years", json: "{}")
        XCTAssertEqual(years.status, 422)
    }

    func testAJobIsStopped() async throws {
        let service = try service()
        let session = try service.sessions.begin(service.opened.state, baseline: service.opened.baseline)
        let jobs = Jobs(threads: 1)
        let job = try jobs.start(for: session) { job in
            while !job.isCancelled { usleep(1_000) }
            throw CancellationError()
        }
        XCTAssertThrowsError(try jobs.start(for: session) { _ in .null }) {
            XCTAssertEqual(($0 as? Refusal)?.status, .tooManyRequests)
        }
        let (stream, _) = job.events()
        job.cancel()
        var names: [String] = []
        for await event in stream { names.append(event.name) }
        XCTAssertEqual(names, ["cancelled"])
        XCTAssertTrue(job.isEnded)
    }

    func testALastListenerWhoLeavesStopsTheJob() async throws {
        let service = try service()
        let session = try service.sessions.begin(service.opened.state, baseline: service.opened.baseline)
        let jobs = Jobs(threads: 1)
        let job = try jobs.start(for: session) { job in
            while !job.isCancelled { usleep(1_000) }
            throw CancellationError()
        }
        let (_, first) = job.events()
        let (_, second) = job.events()
        job.leave(first)
        XCTAssertFalse(job.isCancelled, "somebody still listens")
        job.leave(second)
        XCTAssertTrue(job.isCancelled)
        // The end of a session stops its work too.
        let other = try service.sessions.begin(service.opened.state, baseline: service.opened.baseline)
        let running = try service.jobs.start(for: other) { job in
            while !job.isCancelled { usleep(1_000) }
            throw CancellationError()
        }
        try service.sessions.end(other.id)
        XCTAssertTrue(running.isCancelled)
    }

    func testAFailureIsTold() async throws {
        let service = try service()
        let session = try service.sessions.begin(service.opened.state, baseline: service.opened.baseline)
        let job = try Jobs(threads: 1).start(for: session) { _ in
            throw Refusal(.unprocessableContent, "scenario", "it cannot be", remedy: "try")
        }
        let (stream, _) = job.events()
        var last: ServerSentEvent?
        for await event in stream { last = event }
        let event = try XCTUnwrap(last)
        XCTAssertEqual(event.name, "failed")
        let text = String(buffer: event.bytes)
        XCTAssertTrue(text.hasPrefix("event: failed\ndata: {\"code\":\"scenario\","), text)
        XCTAssertTrue(text.hasSuffix("\n\n"))
    }
}
