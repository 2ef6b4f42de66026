import CCrypt
import Glibc
import SecretBytes

/// libxcrypt, called with memory that is wiped afterwards.
enum Libxcrypt {
    /// The hash of `password` by the method, cost and salt of `setting`; nil if crypt(3) refuses.
    ///
    /// Neither may contain a NUL, where crypt(3) would stop reading.
    static func hash(_ password: Bytes, setting: Bytes) -> SecretBytes? {
        let password = SecretBytes(nulTerminating: password)
        let setting = SecretBytes(nulTerminating: setting)
        let size = MemoryLayout<crypt_data>.size
        let scratch = ScratchMemory(byteCount: size)
        scratch.start.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        let output = password.withCString { password in
            setting.withCString { crypt_rn(password, $0, scratch.start, Int32(size)) }
        }
        guard let output else { return nil }
        return SecretBytes(copying: Bytes(start: output, count: strnlen(output, Int(CRYPT_OUTPUT_SIZE))))
    }

    /// A new setting with a random salt for the method with `prefix`, at the cost of `count` (crypt_gensalt(3)); nil if it
    /// refuses.
    static func setting(prefix: String, count: Int) -> SecretBytes? {
        var setting = SecretBytes(capacity: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        setting.append { memory in
            let output = memory.assumingMemoryBound(to: CChar.self).baseAddress
            let made = crypt_gensalt_rn(prefix, UInt(clamping: count), nil, 0, output, Int32(memory.count))
            return made.map { strnlen($0, memory.count) } ?? 0
        }
        if setting.isEmpty { return nil }
        return setting
    }
}
