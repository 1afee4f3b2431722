/// Working memory of the inner loops: plain values behind one pointer, freed with the object.
final class Block<Element: BitwiseCopyable> {
    let start: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating value: Element, count: Int) {
        self.count = count
        start = .allocate(capacity: max(count, 1))
        start.initialize(repeating: value, count: count)
    }

    deinit {
        start.deallocate()
    }

    func fill(_ value: Element) {
        start.update(repeating: value, count: count)
    }

    func copy(from other: Block) {
        start.update(from: other.start, count: min(count, other.count))
    }
}
