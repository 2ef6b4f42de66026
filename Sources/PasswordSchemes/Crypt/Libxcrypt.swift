import CCrypt
import Glibc
import SecretBytes

/// Calls libxcrypt, in memory of our own that is wiped afterwards.
enum Libxcrypt {
    /// Longer than any hash, its terminating NUL counted (CRYPT_OUTPUT_SIZE).
    static var outputSize: Int { Int(CRYPT_OUTPUT_SIZE) }

    /// Passwords of this many bytes and more can't be hashed (CRYPT_MAX_PASSPHRASE_SIZE).
    static var passwordSize: Int { Int(CRYPT_MAX_PASSPHRASE_SIZE) }

    /// The hash of `password` by the method, cost and salt of `setting`; nil if crypt(3) refuses.
    ///
    /// Neither may hold a NUL: crypt(3) would stop reading there.
    static func hash(_ password: UnsafeRawBufferPointer, setting: UnsafeRawBufferPointer) -> SecretBytes? {
        let password = SecretBytes(nulTerminating: password)
        let setting = SecretBytes(nulTerminating: setting)
        var scratch = SecretBytes(capacity: MemoryLayout<crypt_data>.size)
        var result = SecretBytes(capacity: outputSize)
        _ = scratch.append { memory in
            memory.initializeMemory(as: UInt8.self, repeating: 0)
            let output = password.withCString { password in
                setting.withCString { crypt_rn(password, $0, memory.baseAddress, Int32(memory.count)) }
            }
            guard let output else { return 0 }
            _ = result.append { result in
                let length = strnlen(output, result.count)
                result.copyMemory(from: UnsafeRawBufferPointer(start: output, count: length))
                return length
            }
            return 0
        }
        if result.isEmpty { return nil }
        return result
    }

    /// A new setting with a random salt: method and cost (0 for the method's own) as crypt_gensalt(3) takes them; nil
    /// if it refuses.
    static func setting(prefix: String, count: Int) -> SecretBytes? {
        var setting = SecretBytes(capacity: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        _ = setting.append { memory in
            let output = memory.assumingMemoryBound(to: CChar.self).baseAddress
            let made = crypt_gensalt_rn(prefix, UInt(clamping: count), nil, 0, output, Int32(memory.count))
            return made.map { strnlen($0, memory.count) } ?? 0
        }
        if setting.isEmpty { return nil }
        return setting
    }
}
