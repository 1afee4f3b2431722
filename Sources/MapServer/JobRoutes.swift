import Export
import Foundation
import Hummingbird
import Simulation

func addJobs(to router: Router<BasicRequestContext>, _ service: MapService) {
    router.get("/api/jobs/:id/events") { request, context in
        eventStream(try service.jobs.job(try context.parameters.require("id")), request)
    }
    router.delete("/api/jobs/:id") { _, context in
        try service.jobs.job(try context.parameters.require("id")).cancel()
        return Response(status: .noContent)
    }
}
