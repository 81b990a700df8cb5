import IAM
import Testing

@Suite struct SubsetProofTests {
    private static let own = #""Resource":"arn:aws:s3:::home/${aws:username}/*""#
    private static let office = #""Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#

    private func set(_ statements: [String]) throws -> PolicySet { PolicySet(identity: try statements.map { try policy($0) }) }

    private static func allow(_ rest: String) -> String { #"{"Effect":"Allow",\#(rest)}"# }
    private static func deny(_ rest: String) -> String { #"{"Effect":"Deny",\#(rest)}"# }

    private static let get = allow(#""Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*""#)
    private static let all = allow(#""Action":"s3:*","Resource":"*""#)
    private static let mine = allow(#""Action":"s3:GetObject",\#(own)"#)
    private static let inOffice = allow(#""Action":"s3:GetObject","Resource":"*",\#(office)"#)
    private static let denyDelete = deny(#""Action":"s3:Delete*","Resource":"*""#)

    /// What some policies allow, and others with it.
    @Test(
        arguments: [
            ([], []), ([get], [all]), ([get], [get]), ([mine], [mine]), ([mine], [all]), ([inOffice], [inOffice]), ([inOffice], [all]),
            ([all, denyDelete], [all]), ([all, denyDelete], [all, denyDelete]), ([get], [all, denyDelete]), ([denyDelete], []),
            (
                [allow(#""Action":["s3:GetObject","s3:PutObject"],"Resource":"*""#)],
                [allow(#""Action":"s3:G*","Resource":"*""#), allow(#""Action":"s3:P*","Resource":"*""#)]
            ),
            ([get], [allow(#""NotAction":"iam:*","NotResource":"arn:aws:s3:::other/*""#)]),
            (
                [allow(#""Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"k":"a"}}"#)],
                [allow(#""Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"K":["b","a"]}}"#)]
            ),
        ] as [([String], [String])])
    func `what is plainly less is proved to be`(_ smaller: [String], _ larger: [String]) throws {
        let proof = SubsetProver(try set(smaller), within: try set(larger)).prove()
        #expect(proof.isProved, "\(proof)")
    }

    /// What some policies allow, and others without it; the action of the counterexample.
    @Test(
        arguments: [
            ([all], [get], "s3:"), ([get], [], "s3:GetObject"), ([all], [all, denyDelete], "s3:Delete"),
            ([get], [inOffice], "s3:GetObject"),
            ([all], [inOffice], "s3:"), ([mine], [get], "s3:GetObject"), ([allowAll], [all], ""),
            (
                [inOffice], [allow(#""Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#)],
                "s3:GetObject"
            ),
            ([get], [all, deny(#""Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}"#)], "s3:GetObject"),
            ([mine], [mine, deny(#""Action":"*","Resource":"arn:aws:s3:::home/bob/*""#)], "s3:GetObject"),
        ] as [([String], [String], String)])
    func `what is more is shown by a request`(_ smaller: [String], _ larger: [String], _ action: String) throws {
        let (smaller, larger) = (try set(smaller), try set(larger))
        guard case .refuted(let example) = SubsetProver(smaller, within: larger).prove() else { return #expect(Bool(false)) }
        #expect(example.request.action.text.lowercased().hasPrefix(action.lowercased()), "\(example.request.action)")
        #expect(evaluate(example.request, under: smaller).decision == .allowed)
        #expect(evaluate(example.request, under: larger).decision != .allowed)
    }

    @Test(arguments: [#""Resource":"arn:aws:s3""#, #""Resource":"arn:aws:*:::b/*""#, #""NotResource":["arn:aws:iam","arn:aws:s3:::*"]"#])
    func `the claim holds however AWS reads what is unclear`(_ resources: String) throws {
        let larger = try set([allowAll, Self.deny(#""Action":"*",\#(resources)"#)])
        #expect(!SubsetProver(try set([Self.all]), within: larger).prove().isProved)
        #expect(SubsetProver(larger, within: larger).prove().isProved)
    }

    @Test func `for a user who is known, names are compared with the user's own`() throws {
        let smaller = try set([Self.mine])
        let larger = try set([Self.allow(#""Action":"s3:*","Resource":"arn:aws:s3:::home/alice/*""#)])
        #expect(SubsetProver(smaller, within: larger, for: userARN("alice")).prove().isProved)
        #expect(!SubsetProver(smaller, within: larger, for: userARN("bob")).prove().isProved)
        #expect(!SubsetProver(smaller, within: larger).prove().isProved)
        let short = try set(["a", "?"].map { Self.allow(#""Action":"s3:*","Resource":"arn:aws:s3:::home/\#($0)/*""#) })
        #expect(!SubsetProver(smaller, within: short).prove().isProved)
    }

    @Test func `a boundary, a control policy and the password policy count on either side`() throws {
        let free = try set([Self.all])
        var bound = free
        bound.boundary = try policy(Self.get, as: .boundary)
        #expect(SubsetProver(bound, within: free).prove().isProved)
        #expect(SubsetProver(bound, within: bound).prove().isProved)
        #expect(!SubsetProver(free, within: bound).prove().isProved)
        var listing = free
        listing.boundary = try policy(Self.allow(#""Action":["s3:L*","s3:G*"],"Resource":"*""#), as: .boundary)
        #expect(!SubsetProver(free, within: listing).prove().isProved)
        #expect(SubsetProver(bound, within: try set([Self.get])).prove().isProved)
        var controlled = free
        controlled.serviceControl = [[try policy(Self.get, as: .serviceControl)]]
        #expect(SubsetProver(controlled, within: free).prove().isProved)
        #expect(!SubsetProver(free, within: controlled).prove().isProved)
        var changing = PolicySet()
        changing.usersMayChangePassword = true
        #expect(SubsetProver(changing, within: changing, for: userARN("alice")).prove().isProved)
        #expect(!SubsetProver(changing, within: PolicySet(), for: userARN("alice")).prove().isProved)
    }
}
