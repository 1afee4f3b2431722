/// Room for many numbers, aligned to cache lines. Its elements start without values.
///
/// In small pages: asking for large ones made a sweep of a million nodes no faster, and its first batch three times as
/// slow.
final class AlignedArray<Element: BitwiseCopyable>: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Element>

    init(count: Int) {
        let room = max(1, count)
        elements = UnsafeMutableBufferPointer(
            start: UnsafeMutableRawPointer.allocate(
                byteCount: room * MemoryLayout<Element>.stride, alignment: 64
            ).bindMemory(to: Element.self, capacity: room), count: count)
    }

    deinit {
        UnsafeMutableRawPointer(elements.baseAddress)?.deallocate()
    }
}
