extension String {
    /// The parts, one behind the other, in one allocation. Every look-up makes a few such strings.
    init(joining parts: String...) {
        self.init(unsafeUninitializedCapacity: parts.reduce(0) { $0 + $1.utf8.count }) { buffer in
            var end = 0
            for part in parts {
                end = buffer[end...].initialize(fromContentsOf: part.utf8)
            }
            return end
        }
    }
}
