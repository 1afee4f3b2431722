internal import CCrypto
import Foundation

/// The SHA-256 of bytes, as 32 bytes.
public func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    // 1 on success; it can fail only where libcrypto was built without SHA-256.
    let done = EVP_Digest(bytes.baseAddress, bytes.count, &digest, &length, EVP_sha256(), nil)
    precondition(done == 1 && length == 32, "libcrypto has no SHA-256")
    return digest
}

/// Lower-case hexadecimal digits.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}

/// The SHA-256 of a file's content in hexadecimal.
///
/// - Throws: `Problem` (unreadable).
public func sha256(ofFile path: String) throws -> String {
    do {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        return hexadecimal(data.withUnsafeBytes { sha256($0) })
    } catch {
        throw Problem(.unreadable, file: path, "cannot be read (\(reason(error)))")
    }
}
