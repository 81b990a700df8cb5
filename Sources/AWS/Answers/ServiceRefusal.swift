import IAM

/// What an error answer of AWS says. IAM writes `<ErrorResponse><Error>`, STS and some gateways
/// `<ErrorResponse><Errors><Error>` or `<Response><Errors><Error>`; the request id stands beside or inside.
struct ServiceRefusal: Hashable {
    let code: IAMError.Code
    let message: String
    let requestID: String?

    /// The refusal in an answer; nil if the answer is not an error of AWS.
    init?(_ root: XMLNode) {
        guard let error = root.child("Error") ?? root.child("Errors")?.child("Error") ?? (root.name == "Error" ? root : nil),
            let code = error.optionalText("Code")
        else { return nil }
        self.code = IAMError.Code(rawValue: code)
        message = error.optionalText("Message") ?? error.optionalText("message") ?? "no reason was given"
        requestID = root.requestID ?? error.requestID
    }
}

extension XMLNode {
    /// The id that AWS gave the request, wherever it stands.
    var requestID: String? {
        for name in ["RequestId", "RequestID"] {
            if let id = optionalText(name) ?? child("ResponseMetadata")?.optionalText(name) { return id }
        }
        return nil
    }
}
