import Foundation
import IAM
import Lifecycle
import Testing

/// Decisions on requests that come with signatures.
struct SignedDecisionTests {
    @Test(arguments: [Int.min, 0, 1, .max]) func `a signature in an event of whatever number is judged, and counts for nothing`(
        version: Int
    ) {
        let event = RequestEvent.rejected(remark: sealed("no"), signed: EventExamples.signed)
        let recorded = Recorded(
            stream: .request(RequestID(1)), version: version, at: .start, by: .person(PersonID(2)), event: .request(event))
        var judge = SignatureJudge()
        #expect(judge.objection(to: recorded) != nil)
    }

    private static let log = "tenure/test"
    private static let manager = Person(
        id: Cast.manager, attributes: PersonAttributes(name: sealed("Manager"), language: .english))

    private let pen = Pen("ssh-ed25519")
    private var keys: [SSHPublicKey] { [SSHPublicKey(text: pen.publicText)].compactMap(\.self) }

    private func request(_ number: Int = 17, reason: String = "payments migration") throws -> Request {
        var form = try Sample.form()
        form.reason = sealed(reason)
        return try #require(
            Request.evolve(nil, id: RequestID(number), .submitted(form: form), at: .start, by: .person(Cast.requester)))
    }

    private func dating(_ time: Date = .start, expires: Date = .start + .days(14)) -> DecisionStatement.Dating {
        DecisionStatement.Dating(time: time, expires: expires, nonce: Array(0..<16))
    }

    private func statement(of command: RequestCommand = .approve, on request: Request, version: Int = 1, log: String = log) throws -> String
    {
        try request.statement(of: command, version: version, in: Cast.context, log: log, by: Cast.manager, dated: dating()).text
    }

    private func decide(
        _ command: RequestCommand = .approve, on request: Request, version: Int = 1, _ signed: SignedStatement,
        by actor: PersonID = Cast.manager,
        keys: [SSHPublicKey]? = nil, at now: Date = .start
    ) throws -> [RequestEvent] {
        let signature = DecisionSignature(log: Self.log, keys: keys ?? self.keys, signed: signed)
        let context = ApprovalContext(rules: Cast.rules, subject: Cast.subjectPerson, grantNow: .first, signature: signature)
        return try Request.decide(command, on: request, version: version, in: context, by: .person(actor), at: now)
    }

    private func sign(_ text: String) throws -> SignedStatement { SignedStatement(statement: text, signature: try pen.sign(text)) }

    @Test(arguments: Pen.kinds.map { ($0, true) } + [("ssh-rsa", false), ("ssh-ed25519-cert-v01@openssh.com", false)])
    func `people can sign while they are here and have a key of a kind that counts`(kind: String, counts: Bool) throws {
        let foreign = [0, 0, 0, UInt8(kind.utf8.count)] + kind.utf8 + Array(repeating: 1, count: 32)
        let text = counts ? Pen(kind).publicText : "\(kind) \(Data(foreign).base64EncodedString())"
        let key = try #require(SSHPublicKey(text: text))
        var person = Self.manager
        #expect(!person.canSign)
        person.keys = [key]
        #expect(person.canSign == counts && key.signsDecisions == counts)
        person.left = .start
        #expect(!person.canSign)
    }

    @Test func `the statement has one form, and nobody's name in it`() throws {
        let request = try request()
        #expect(
            try statement(on: request, version: 3) == """
                tenure-decision/v1
                log      tenure/test
                request  R-17   version 3
                content  sha256:\(request.form.content)
                decision approve   stage manager
                reason   hmac-sha256:\(request.form.reason.commitment)
                actor    P-3
                time     2026-11-02T00:00:00Z   expires 2026-11-16T00:00:00Z
                nonce    000102030405060708090a0b0c0d0e0f

                """)
    }

    @Test func `a signed yes, no or return keeps its signature, and the request is as if it had none`() throws {
        let request = try request()
        for command in [RequestCommand.approve, .reject(sealed("no")), .sendBack(sealed("which project?"))] {
            let signed = try sign(try statement(of: command, on: request))
            let events = try decide(command, on: request, signed)
            let bare = try Request.decide(command, on: request, in: Cast.context, by: .person(Cast.manager), at: .start)
            #expect(events.count == bare.count && events.first?.signature == signed && bare.first?.signature == nil)
            let fold = { (events: [RequestEvent]) in
                events.reduce(request) { Request.evolve($0, id: request.id, $1, at: .start, by: .person(Cast.manager)) ?? $0 }
            }
            #expect(fold(events).status == fold(bare).status && fold(events).openStage == fold(bare).openStage)
        }
    }

    @Test func `a signature that is not that of the decision refuses it, whatever differs`() throws {
        let request = try request()
        let good = try sign(try statement(on: request))
        let lines = good.statement.split(separator: "\n", omittingEmptySubsequences: false)
        // Any line said otherwise and signed by the right key.
        for place in 0..<9 where ![7, 8].contains(place) {
            var other = lines.map(String.init)
            other[place] = other[place].replacing(/.$/) { $0.0 == "0" ? "1" : "0" }
            let word = lines[place].prefix { $0 != " " }
            #expect(throws: Self.refusal("the statement says something else in its line '\(word)'")) {
                try decide(on: request, try sign(other.joined(separator: "\n")))
            }
        }
        for other in [good.statement + " ", good.statement + "more\n", String(good.statement.dropLast()), "", good.statement.uppercased()] {
            #expect(throws: Refusal.self) { try decide(on: request, try sign(other)) }
        }
        #expect(throws: Refusal.self) { try decide(on: try self.request(18), good) }
        #expect(throws: Refusal.self) { try decide(on: request, version: 2, good) }
        #expect(throws: Refusal.self) { try decide(.reject(sealed("no")), on: request, good) }
        #expect(throws: Refusal.self) { try decide(on: try self.request(reason: "another"), good) }
        #expect(throws: Self.refusal("its key is not registered for 'P-3'")) { try decide(on: request, good, keys: []) }
        #expect(throws: Refusal.self) { try decide(on: request, good, at: .start - .days(1)) }
        let late = try request.statement(
            of: .approve, version: 1, in: Cast.context, log: Self.log, by: Cast.manager, dated: dating(expires: .start + .days(1)))
        #expect(throws: Self.refusal("the statement is of another time")) {
            try decide(on: request, try sign(late.text), at: .start + .days(2))
        }
        let swapped = SignedStatement(statement: good.statement, signature: try pen.sign("something else"))
        #expect(throws: Self.refusal("it is not its key's signature of that statement")) { try decide(on: request, swapped) }
        let elsewhere = SignedStatement(statement: good.statement, signature: try pen.sign(good.statement, .init(namespace: "file")))
        #expect(throws: Self.refusal("it was made for 'file' and not for 'tenure-decision'")) { try decide(on: request, elsewhere) }
        #expect(throws: Never.self) { try decide(on: request, good) }
    }

    private static func refusal(_ flaw: String) -> Refusal {
        let hint =
            flaw.hasPrefix("its key is not")
            ? "sign with a key that 'tenure person show P-3' lists, or have this one registered with 'tenure person key'"
            : "sign it anew with '--sign', or '--to-sign': what is decided, or its reason, may have changed"
        return Refusal(.signatureRefused, "the signature does not count: \(flaw)", hint: hint)
    }

    @Test func `a stage that counts only signed decisions takes no other yes, and any no`() throws {
        let stages = [
            ApprovalStage(name: name("manager"), groups: [.manager], quorum: 1, from: nil, isSigned: true),
            ApprovalStage(name: name("security"), groups: [name("security")], quorum: 1, from: nil),
        ]
        let form = try Sample.form(stages: stages)
        let request = try #require(
            Request.evolve(nil, id: RequestID(17), .submitted(form: form), at: .start, by: .person(Cast.requester)))
        let bare = { (command: RequestCommand) in
            try Request.decide(command, on: request, in: Cast.context, by: .person(Cast.manager), at: .start)
        }
        let missing = Refusal(
            .signatureMissing, "stage 'manager' of R-17 counts only signed decisions",
            hint: "sign it with your SSH key: tenure request approve R-17 --sign")
        #expect(throws: missing) { try bare(.approve) }
        #expect(throws: Never.self) { try bare(.reject(sealed("no"))) }
        #expect(throws: Never.self) { try bare(.sendBack(sealed("which?"))) }
        let events = try decide(on: request, try sign(try statement(on: request)))
        let after = events.reduce(request) { Request.evolve($0, id: request.id, $1, at: .start, by: .person(Cast.manager)) ?? $0 }
        #expect(after.openStage?.name == name("security") && after.approvals.map(\.isSigned) == [true])
        #expect(throws: Never.self) {
            try Request.decide(.approve, on: after, in: Cast.context, by: .person(Cast.security), at: .start)
        }
    }

    @Test func `a decision of a review is bound to its item, its verdict and its reason`() throws {
        let id = try #require(ItemID(text: "V-3/17"))
        let item = try #require(
            ReviewItem.evolve(nil, id: id, .listed(entry: ReviewExamples.entry()), at: .start, by: .tenure))
        let campaign = try #require(
            Campaign.evolve(nil, id: id.review, .opened(opening: ReviewExamples.opening()), at: .start, by: .person(Cast.admin)))
        let context = { (signature: DecisionSignature?) in
            ReviewContext(
                campaign: campaign, rules: Cast.rules, actor: Self.manager, subject: Cast.subjectPerson, signature: signature, version: 1)
        }
        let both: SortedSet<GroupName> = [name("developers"), name("readers")]
        let reduce = ItemCommand.decide(.reduce(groups: both), reason: sealed("moved"), manner: .single)
        let text = try item.statement(of: reduce, in: context(nil), log: Self.log, by: Cast.manager, dated: dating()).text
        #expect(text.contains("\nitem     V-3/17   version 1\n") && text.contains("\ndecision reduce   groups developers readers\n"))
        let signature = DecisionSignature(log: Self.log, keys: keys, signed: try sign(text))
        #expect(try item.decide(reduce, in: context(signature), at: .start).first?.signature == signature.signed)
        for other in [
            ItemCommand.decide(.reduce(groups: [name("developers")]), reason: sealed("moved"), manner: .single),
            .decide(.revoke, reason: sealed("moved"), manner: .single),
            .decide(.reduce(groups: both), reason: sealed("left"), manner: .single),
        ] {
            #expect(throws: Refusal.self) { try item.decide(other, in: context(signature), at: .start) }
        }
    }

    @Test func `what nobody signs takes no signature`() throws {
        let request = try request()
        let good = try sign(try statement(on: request))
        #expect(throws: Refusal.self) { try decide(.withdraw(nil), on: request, good, by: Cast.requester) }
        #expect(throws: Refusal.self) {
            try request.statement(of: .withdraw(nil), version: 1, in: Cast.context, log: Self.log, by: Cast.requester, dated: dating())
        }
    }

    @Test func `a signature gives nobody a say who has none`() throws {
        let request = try request()
        let text = try statement(on: request).replacing("actor    P-3", with: "actor    P-4")
        #expect { try decide(on: request, try sign(text), by: Cast.security) } throws: { ($0 as? Refusal)?.code == .notInStage }
    }
}
