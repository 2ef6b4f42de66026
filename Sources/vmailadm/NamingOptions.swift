import ArgumentParser

/// The option of a command that takes new names.
struct NamingOptions: ParsableArguments {
    @Flag(help: "Also add a name that SMTP allows only in quotes, such as one with a blank.")
    var force = false
}
