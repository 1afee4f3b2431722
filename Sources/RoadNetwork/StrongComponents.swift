/// The strongly connected components of a directed graph, numbered by falling size (ties: by the smallest
/// junction in them): from any junction of one every other of it can be reached and back.
///
/// Tarjan, R. (1972), Depth-first search and linear graph algorithms, SIAM J. Comput. 1(2), without
/// recursion.
func strongComponents(first: [UInt32], heads: [UInt32]) -> (component: [UInt32], sizes: [Int]) {
    let count = first.count - 1
    let unseen = UInt32.max
    var index = [UInt32](repeating: unseen, count: count)
    var low = [UInt32](repeating: 0, count: count)
    var component = [UInt32](repeating: unseen, count: count)
    var stack: [UInt32] = []
    var path: [(junction: UInt32, arc: UInt32)] = []
    var nextIndex: UInt32 = 0
    var sizes: [Int] = []
    for start in 0..<count where index[start] == unseen {
        path.append((UInt32(start), first[start]))
        index[start] = nextIndex
        low[start] = nextIndex
        nextIndex += 1
        stack.append(UInt32(start))
        while let (junction, arc) = path.last {
            let v = Int(junction)
            if arc < first[v + 1] {
                path[path.count - 1].arc += 1
                let w = Int(heads[Int(arc)])
                if index[w] == unseen {
                    index[w] = nextIndex
                    low[w] = nextIndex
                    nextIndex += 1
                    stack.append(UInt32(w))
                    path.append((UInt32(w), first[w]))
                } else if component[w] == unseen {
                    low[v] = min(low[v], index[w])
                }
                continue
            }
            path.removeLast()
            if let parent = path.last?.junction { low[Int(parent)] = min(low[Int(parent)], low[v]) }
            if low[v] == index[v] {
                var size = 0
                while let member = stack.popLast() {
                    component[Int(member)] = UInt32(sizes.count)
                    size += 1
                    if member == junction { break }
                }
                sizes.append(size)
            }
        }
    }
    var smallest = [Int](repeating: .max, count: sizes.count)
    for junction in stride(from: count - 1, through: 0, by: -1) { smallest[Int(component[junction])] = junction }
    let order = sizes.indices.sorted { (-sizes[$0], smallest[$0]) < (-sizes[$1], smallest[$1]) }
    var rank = [UInt32](repeating: 0, count: sizes.count)
    for (position, old) in order.enumerated() { rank[old] = UInt32(position) }
    return (component.map { rank[Int($0)] }, order.map { sizes[$0] })
}
