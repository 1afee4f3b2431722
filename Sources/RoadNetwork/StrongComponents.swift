/// The strongly connected components of a directed graph, numbered by falling size (ties: by the smallest
/// node in them): from any node of one every other of it can be reached and back.
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
    var path: [(node: UInt32, arc: UInt32)] = []
    var nextIndex: UInt32 = 0
    var componentCount: UInt32 = 0
    for start in 0..<count where index[start] == unseen {
        path.append((UInt32(start), first[start]))
        index[start] = nextIndex
        low[start] = nextIndex
        nextIndex += 1
        stack.append(UInt32(start))
        while let (node, arc) = path.last {
            let v = Int(node)
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
            if let parent = path.last?.node { low[Int(parent)] = min(low[Int(parent)], low[v]) }
            if low[v] == index[v] {
                while let member = stack.popLast() {
                    component[Int(member)] = componentCount
                    if member == node { break }
                }
                componentCount += 1
            }
        }
    }
    return byFallingSize(component, componentCount: Int(componentCount))
}

/// The component of each junction: of those of its node and its turn copies the greatest. (A junction at which
/// every link's turns are restricted is reached at its copies only; it is no island.) Numbered by falling number
/// of junctions; sizes are junctions.
func componentsOfJunctions(
    _ nodes: (component: [UInt32], sizes: [Int]), _ copies: TurnCopies<[UInt32]>, junctionCount: Int
) -> (component: [UInt32], sizes: [Int]) {
    let component = (0..<UInt32(junctionCount)).map { junction in
        copies.copies(ofJunction: junction).reduce(nodes.component[Int(junction)]) { min($0, nodes.component[Int($1)]) }
    }
    return byFallingSize(component, componentCount: nodes.sizes.count)
}

/// Numbers components anew, by falling size (ties: by the smallest member), those without members left out.
private func byFallingSize(_ component: [UInt32], componentCount: Int) -> (component: [UInt32], sizes: [Int]) {
    var sizes = [Int](repeating: 0, count: componentCount)
    var smallest = [Int](repeating: .max, count: componentCount)
    for (member, number) in component.enumerated() {
        if sizes[Int(number)] == 0 { smallest[Int(number)] = member }
        sizes[Int(number)] += 1
    }
    let order = sizes.indices.filter { sizes[$0] > 0 }
        .sorted { (-sizes[$0], smallest[$0]) < (-sizes[$1], smallest[$1]) }
    var rank = [UInt32](repeating: 0, count: componentCount)
    for (position, old) in order.enumerated() { rank[old] = UInt32(position) }
    return (component.map { rank[Int($0)] }, order.map { sizes[$0] })
}
