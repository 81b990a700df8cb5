import Foundation
import IAM
import Testing

@testable import AWS

@Suite struct AnswerTests {
    @Test func `a listing of many pages is read to its end, with the marker that each page gave`() async throws {
        try await StubServer.run { request, _ in
            let page = Int(request.form["Marker"] ?? "0") ?? 0
            let names = (0..<3).map { "user\(page * 3 + $0)" }
            return .answer(200, Answers.users(names, marker: page < 9 ? String(page + 1) : nil))
        } _: { server in
            let users = try await withClient(of: server) { client in try await every { try await client.listUsers(from: $0) } }
            #expect(users.map(\.name.text) == (0..<30).map { "user\($0)" })
            #expect(server.requests.map { $0.form["Marker"] } == [nil] + (1..<10).map(String.init))
            #expect(server.requests.allSatisfy { $0.form["MaxItems"] == "1000" && $0.form["Version"] == "2010-05-08" })
        }
    }

    @Test(arguments: [
        "<Users><member></member></Users><IsTruncated>true</IsTruncated>", "<Users/><IsTruncated>true</IsTruncated>",
        "<Users/><IsTruncated>perhaps</IsTruncated>", "<IsTruncated>false</IsTruncated>", "",
        "<Users/><IsTruncated>true</IsTruncated><Marker>m</Marker>",
    ])
    func `a listing that may be incomplete is never taken for a short one`(inner: String) async throws {
        try await StubServer.run { _, _ in
            .answer(200, Answers.result("ListUsers", inner))
        } _: { server in
            let error = try await withClient(of: server, attempts: 2) { client in
                try await refusal { try await client.listUsers(from: Marker("m")) }
            }
            #expect(error.kind == .unknownOutcome)
        }
    }

    @Test func `an answer of twelve megabytes is read`() async throws {
        let document = PercentEncoding.uri(String(repeating: "{\"Version\": \"2012-10-17\"} ", count: 1000))
        let policies =
            "<UserPolicyList><member><PolicyName>p</PolicyName><PolicyDocument>\(document)</PolicyDocument></member></UserPolicyList>"
        let member = "<member>\(Answers.user("jane", more: policies))</member>"
        let inner = "<UserDetailList>\(String(repeating: member, count: 300))</UserDetailList><IsTruncated>false</IsTruncated>"
        let answer = Answers.result("GetAccountAuthorizationDetails", inner)
        #expect(answer.utf8.count > 12_000_000)
        try await StubServer.run { _, _ in
            .answer(200, answer)
        } _: { server in
            let page = try await withClient(of: server, timeout: .seconds(30)) { try await $0.getUserDetails(from: nil) }
            #expect(page.items.count == 300)
            #expect(page.items.last?.inlinePolicies.first?.value.hasPrefix("{\"Version\": \"2012-10-17\"} {") == true)
            #expect(server.requests.first?.form["Filter.member.1"] == "User")
        }
    }

    @Test func `all that IAM tells about a user is decoded`() async throws {
        let more = """
            <PasswordLastUsed>2026-02-03T04:05:06.789Z</PasswordLastUsed>
            <PermissionsBoundary><PermissionsBoundaryType>PermissionsBoundaryPolicy</PermissionsBoundaryType>
            <PermissionsBoundaryArn>arn:aws:iam::123456789012:policy/edge</PermissionsBoundaryArn></PermissionsBoundary>
            <Tags><member><Key>ticket &amp; team</Key><Value>A&lt;B 한글</Value></member><member><Key>empty</Key><Value/></member></Tags>
            """
        let answer = Answers.result("GetUser", "<User>\(Answers.user("jane", more: more))</User>")
        try await StubServer.run { _, _ in
            .answer(200, answer)
        } _: { server in
            let user = try await withClient(of: server) { try await $0.getUser(try UserName("jane")) }
            #expect(user.boundary?.description == "arn:aws:iam::123456789012:policy/edge")
            #expect(user.tags == [Tag("ticket & team", "A<B 한글"), Tag("empty", "")])
            #expect(user.created == Date(timeIntervalSince1970: 1_767_323_045))
            #expect(abs((user.passwordLastUsed?.timeIntervalSince1970 ?? 0) - 1_770_091_506.789) < 0.001)
        }
    }

    @Test func `root's MFA device and an unassigned one belong to no user`() async throws {
        let root =
            "<member><SerialNumber>arn:aws:iam::123456789012:mfa/root</SerialNumber><EnableDate>2026-01-02T03:04:05Z</EnableDate>"
            + "<User><UserId>123456789012</UserId><Arn>arn:aws:iam::123456789012:root</Arn></User></member>"
        let free = "<member><SerialNumber>arn:aws:iam::123456789012:mfa/free</SerialNumber></member>"
        let inner = "<VirtualMFADevices>\(root)\(free)</VirtualMFADevices><IsTruncated>false</IsTruncated>"
        try await StubServer.run { _, _ in
            .answer(200, Answers.result("ListVirtualMFADevices", inner))
        } _: { server in
            let devices = try await withClient(of: server) { try await $0.listVirtualMFADevices(.any, from: nil).items }
            #expect(devices.map(\.user) == [nil, nil])
            #expect(devices.map { $0.enabled == nil } == [false, true])
        }
    }

    @Test(arguments: [
        ("2026-01-02T03:04:05Z", 1_767_323_045.0), ("2026-01-02T03:04:05.5Z", 1_767_323_045.5),
        ("2026-01-02T03:04:05.123456789Z", 1_767_323_045.123456789), ("2026-01-02T12:04:05+09:00", 1_767_323_045),
        ("2026-01-02T12:04:05.250+09:00", 1_767_323_045.25), ("2026-01-01T23:04:05-04:00", 1_767_323_045),
    ])
    func `times come with and without fraction and offset`(text: String, seconds: Double) {
        #expect(abs((AnswerDate.parse(text)?.timeIntervalSince1970 ?? 0) - seconds) < 0.0001)
    }

    @Test(arguments: [
        "", "2026", "2026-01-02", "2026-13-02T03:04:05Z", "2026-01-02T03:04:05", "2026-01-02T03:04:05.Z", "N/A", "2026-01-02T03:04:05+9",
        "한글한글한글한글한글한글한글",
    ])
    func `what is no time is none`(text: String) { #expect(AnswerDate.parse(text) == nil) }

    @Test func `the time of an HTTP header is read`() {
        #expect(AnswerDate.parseHeader("Sun, 06 Nov 1994 08:49:37 GMT") == Date(timeIntervalSince1970: 784_111_777))
        #expect(AnswerDate.parseHeader("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
    }

    @Test(arguments: [
        "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>m &lt;x&gt;</Message></Error><RequestId>r</RequestId></ErrorResponse>",
        "<ErrorResponse><Errors><Error><Code>NoSuchEntity</Code><Message>m &lt;x&gt;</Message></Error></Errors><RequestId>r</RequestId></ErrorResponse>",
        "<Response><Errors><Error><Code>NoSuchEntity</Code><Message>m <![CDATA[<x>]]></Message></Error></Errors><RequestID>r</RequestID></Response>",
    ])
    func `a refusal is read in every shape`(xml: String) throws {
        let refusal = try #require(ServiceRefusal(try XMLReader.read(Data(xml.utf8))))
        #expect(refusal.code == .noSuchEntity)
        #expect(refusal.message == "m <x>")
        #expect(refusal.requestID == "r")
    }

    @Test func `mutated answers never crash the reader or the decoders`() throws {
        var random = Seeded(seed: UInt64.random(in: 0...UInt64.max))
        print("seed \(random.seed)")
        let more = "<Tags><member><Key>a</Key><Value>b &amp; c &#xAC00;</Value></member></Tags><![CDATA[x]]>"
        let user = Array(Answers.result("GetUser", "<User>\(Answers.user("jane", more: more))</User>").utf8)
        let seeds = [user, Array(Answers.users(["a", "b"], marker: "m").utf8), Array(Answers.error("Throttling").utf8)]
        var readable = 0
        for _ in 0..<20_000 {
            guard let root = try? XMLReader.read(Data(random.mutation(of: random.pick(seeds)))) else { continue }
            readable += 1
            _ = ServiceRefusal(root)
            _ = try? root.need("GetUserResult").need("User").user()
            _ = try? root.need("ListUsersResult").page("Users", after: nil) { member throws(AnswerFault) in try member.user() }
        }
        // Some mutations leave well-formed XML, most do not: both were seen.
        #expect((1..<19_999).contains(readable), "seed \(random.seed)")
    }

    @Test func `every cut of an answer is unreadable`() {
        let whole = Array(Answers.users(["a", "b"]).utf8)
        for length in 0..<whole.count { #expect(throws: AnswerFault.self) { try XMLReader.read(Data(whole[..<length])) } }
    }

    @Test func `declared entities and endless nesting are refused`() {
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>"
        #expect(throws: AnswerFault.self) { try XMLReader.read(Data(bomb.utf8)) }
        let deep = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(throws: AnswerFault.self) { try XMLReader.read(Data(deep.utf8)) }
    }
}

extension Seeded {
    /// Bytes with one to six of them changed, dropped, doubled, or a stretch repeated.
    fileprivate mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
        var mutated = bytes
        for _ in 0...below(6) where !mutated.isEmpty {
            let place = below(mutated.count)
            switch below(5) {
            case 0: mutated[place] = UInt8(below(256))
            case 1: mutated.remove(at: place)
            case 2: mutated.insert(pick(Array("<>&;/\"'![]?\0".utf8)), at: place)
            case 3: mutated.removeLast(below(mutated.count))
            default: mutated.insert(contentsOf: mutated[place..<min(place + 40, mutated.count)], at: below(mutated.count))
            }
        }
        return mutated
    }
}
