import Dispatch

/// Runs `count` independent pieces of work on up to `threads` threads. Every piece writes to places of its
/// own, so that the result does not depend on the number of threads.
///
/// - Parameter makeWorker: called once on each thread; its result does one piece.
public func inParallel(count: Int, threads: Int, _ makeWorker: @Sendable () -> (Int) -> Void) {
    inParallel(count: count, threads: threads) { _ in makeWorker() }
}

/// The same, with the worker's number, from 0 and below `threads`, for work that keeps something for each thread.
func inParallel(count: Int, threads: Int, _ makeWorker: @Sendable (_ worker: Int) -> (Int) -> Void) {
    let workers = max(1, min(threads, count))
    if workers == 1 {
        let work = makeWorker(0)
        for piece in 0..<count { work(piece) }
        return
    }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let work = makeWorker(worker)
        // Every thread takes every n-th piece: neighbours cost alike, so the shares are alike.
        var piece = worker
        while piece < count {
            work(piece)
            piece += workers
        }
    }
}
