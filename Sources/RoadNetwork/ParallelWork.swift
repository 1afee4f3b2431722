import Dispatch

/// Runs `count` independent pieces of work on up to `threads` threads. Every piece writes to places of its
/// own, so that the result does not depend on the number of threads.
///
/// - Parameter makeWorker: called once on each thread; its result does one piece.
public func inParallel(count: Int, threads: Int, _ makeWorker: @Sendable () -> (Int) -> Void) {
    let workers = max(1, min(threads, count))
    if workers == 1 {
        let work = makeWorker()
        for piece in 0..<count { work(piece) }
        return
    }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let work = makeWorker()
        // Every thread takes every n-th piece: neighbours cost alike, so the shares are alike.
        var piece = worker
        while piece < count {
            work(piece)
            piece += workers
        }
    }
}
