/// No checkpoint was signed, because it might contradict one that was, or because nothing can sign it. What was recorded stays recorded.
public struct SigningRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// What to do.
    public let hint: String

    init(_ description: String, hint: String) {
        self.description = description
        self.hint = hint
    }
}

extension SigningRefusal {
    static func lag(copy: Int, ledger: Int) -> SigningRefusal {
        SigningRefusal(
            "the copy of the last checkpoint knows \(copy) events, and this ledger's last checkpoint \(ledger): "
                + "it was brought back from a backup, or another copy of it is in use",
            hint: "stop using this home, keep both, and go on with the ledger that the copy was made from; 'tenure audit verify' tells more"
        )
    }

    static func fork(at size: Int, what: String) -> SigningRefusal {
        SigningRefusal(
            "the first \(size) events are not those that \(what) was signed for: history was changed, or two copies of the home are in use",
            hint: "stop using this home and show both to the auditors; 'tenure audit verify' tells more")
    }

    static func missingCopy(_ path: String) -> SigningRefusal {
        SigningRefusal(
            "the copy of the last checkpoint, '\(path)', is missing",
            hint: "put it back; if it is lost and this is the newest ledger, an admin types 'tenure audit checkpoint --renew-copy'")
    }

    static func unreadable(_ what: String, _ reason: String) -> SigningRefusal {
        SigningRefusal("\(what) cannot be used: \(reason)", hint: "look at it, put it right or back, then type 'tenure audit checkpoint'")
    }

    static func otherKey(_ path: String) -> SigningRefusal {
        SigningRefusal(
            "'\(path)' does not hold the key that this ledger names",
            hint: "put the right key file back, or have an admin set another key with 'tenure audit key rotate'")
    }
}
