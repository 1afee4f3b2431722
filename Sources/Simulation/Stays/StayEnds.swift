/// The end of a stay.
struct StayEnd {
    var day: Double
    var site: Int

    static func < (left: StayEnd, right: StayEnd) -> Bool {
        (left.day, left.site) < (right.day, right.site)
    }
}

/// The ends of all stays that go on, the first to come on top: a binary heap.
struct StayEnds {
    private var heap: [StayEnd] = []

    var first: StayEnd? { heap.first }

    mutating func insert(_ end: StayEnd) {
        heap.append(end)
        var position = heap.count - 1
        while position > 0 {
            let parent = (position - 1) / 2
            guard end < heap[parent] else { break }
            heap[position] = heap[parent]
            position = parent
        }
        heap[position] = end
    }

    mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        var position = 0
        while true {
            var child = 2 * position + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < last else { break }
            heap[position] = heap[child]
            position = child
        }
        heap[position] = last
    }
}

/// For each site the people who wait for one of its beds, in the order of their arrival. A person waits at every site
/// in reach; whoever takes one out knows whether they still wait.
struct WaitingLists {
    private struct Link {
        var person: Int32
        var next: Int32
    }

    private static let none: Int32 = -1
    private var links: [Link] = []
    private var firsts: [Int32]
    private var lasts: [Int32]

    init(siteCount: Int) {
        firsts = [Int32](repeating: Self.none, count: siteCount)
        lasts = firsts
    }

    mutating func append(_ person: Int, at site: Int) {
        let link = Int32(links.count)
        links.append(Link(person: Int32(person), next: Self.none))
        if lasts[site] == Self.none { firsts[site] = link } else { links[Int(lasts[site])].next = link }
        lasts[site] = link
    }

    mutating func removeFirst(at site: Int) -> Int? {
        let first = firsts[site]
        guard first != Self.none else { return nil }
        firsts[site] = links[Int(first)].next
        if firsts[site] == Self.none { lasts[site] = Self.none }
        return Int(links[Int(first)].person)
    }
}
