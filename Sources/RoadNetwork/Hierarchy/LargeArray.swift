import Foundation

/// Room for many numbers, aligned to cache lines, in large pages where the system has them: fewer to be fetched and
/// looked up. Its elements start without values.
final class LargeArray<Element: BitwiseCopyable>: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Element>

    init(count: Int) {
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        let largePage = 2 << 20
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: bytes, alignment: bytes < 2 * largePage ? 64 : largePage)
        #if os(Linux)
        // Advice that may be refused: then pages are small.
        if bytes >= 2 * largePage { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
        #endif
        elements = UnsafeMutableBufferPointer(
            start: memory.bindMemory(to: Element.self, capacity: max(1, count)), count: count)
    }

    deinit {
        UnsafeMutableRawPointer(elements.baseAddress)?.deallocate()
    }
}
