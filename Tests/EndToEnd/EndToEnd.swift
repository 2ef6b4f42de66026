import Testing

/// Everything here starts servers and waits for them: one test after the other, apart from the unit tests.
@Suite(.serialized)
enum EndToEnd {}
