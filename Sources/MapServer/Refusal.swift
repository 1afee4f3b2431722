import Export
import Hummingbird
import Layers

/// A request that is not answered as it asks.
struct Refusal: Error {
    var status: HTTPResponse.Status
    /// A word for programs.
    var code: String
    var problems: [Problem]

    init(_ status: HTTPResponse.Status, _ code: String, _ problems: [Problem]) {
        self.status = status
        self.code = code
        self.problems = problems
    }

    init(_ status: HTTPResponse.Status, _ code: String, _ text: String, remedy: String? = nil) {
        self.init(status, code, [Problem(.content, file: "", text, remedy: remedy)])
    }

    static func notFound(_ what: String, remedy: String? = nil) -> Refusal {
        Refusal(.notFound, "not_found", "there is no \(what)", remedy: remedy)
    }

    /// What became of a request, by the error that it ended with. Faults of the program tell nothing of its inside.
    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let problem as Problem: self.init(.unprocessableContent, "scenario", [problem])
        case let problems as Problems: self.init(.unprocessableContent, "scenario", problems.list)
        case let error as HTTPError where error.status == .notFound: self = .notFound("such address")
        case let error as any HTTPResponseError:
            self.init(error.status, error.status == .contentTooLarge ? "too_large" : "request", error.status.reasonPhrase)
        default: self.init(.internalServerError, "fault", "a fault of the program; please report it")
        }
    }

    var json: JSONText { .object([("error", content)]) }

    var content: JSONText {
        let shown = problems.prefix(100).map { problem in
            JSONText.object([
                ("place", .text(problem.place)), ("text", .text(problem.text)), ("remedy", .text(problem.remedy)),
            ])
        }
        return .object([("code", .text(code)), ("problems", .list(shown))])
    }
}
