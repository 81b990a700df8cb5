import ArgumentParser

/// What a command says by its exit status.
enum ExitStatus: Int32 {
    case done = 0
    /// It could not be done.
    case failed = 1
    /// A rule said no.
    case refused = 2
    /// There are findings: stuck users, failed checks.
    case findings = 3
    /// Part of the work could not be finished, or somebody has to look.
    case attention = 4
    /// The command line makes no sense.
    case usage = 64

    var code: ExitCode { ExitCode(rawValue) }
}
