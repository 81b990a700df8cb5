import Foundation
import Testing

@testable import AWS

@Suite struct SigV4Tests {
    // AWS General Reference, "Examples of the complete Signature Version 4 signing process".
    @Test func `the published example has the published signature`() {
        let credentials = Credentials(
            accessKey: "AKIDEXAMPLE", secret: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), origin: "the example")
        let request = SigV4.Request(
            method: "GET", query: [("Version", "2010-05-08"), ("Action", "ListUsers")],
            headers: [("Host", "iam.amazonaws.com"), ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")])
        let headers = SigV4(credentials: credentials, region: "us-east-1", service: "iam")
            .headers(for: request, at: Date(timeIntervalSince1970: 1_440_938_160.9))
        #expect(headers.first { $0.name == "X-Amz-Date" }?.value == "20150830T123600Z")
        #expect(
            headers.last?.value == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date, "
                + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
    }

    @Test func `random requests have the signatures that botocore makes`() throws {
        var random = Seeded(seed: UInt64.random(in: 0...UInt64.max))
        print("seed \(random.seed)")
        let cases = (0..<400).map { _ in SigningCase(&random) }
        let input = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
        let theirs = try Python.run(Self.script, input: input).split(separator: "\n").map(String.init)
        #expect(theirs.count == cases.count)
        for (sample, expected) in zip(cases, theirs) { #expect(sample.authorization == expected, "seed \(random.seed)") }
    }

    // botocore reads its own clock; here it is given the sample's time.
    private static let script = """
        import datetime, json, sys
        import botocore.auth, botocore.compat
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials
        for case in json.load(sys.stdin):
            now = datetime.datetime.fromtimestamp(case['time'], datetime.timezone.utc)
            botocore.auth.get_current_datetime = lambda *a, **k: now
            url = 'https://' + case['host'] + case['path'] + ('?' + case['encodedQuery'] if case['encodedQuery'] else '')
            request = AWSRequest(method=case['method'], url=url, data=case['body'].encode(), headers=dict(case['headers']))
            signer = botocore.auth.SigV4Auth(Credentials(case['key'], case['secret'], case.get('token')), case['service'], case['region'])
            signer.add_auth(request)
            print(request.headers['Authorization'])
        """
}

/// A request with all that makes signing hard: blanks, Unicode, reserved characters, equal names, a session token.
private struct SigningCase: Codable {
    var method = "POST"
    var host = "iam.amazonaws.com"
    var path = "/"
    var query: [[String]] = []
    var encodedQuery = ""
    var headers: [[String]] = []
    var body = ""
    var key = ""
    var secret = ""
    var token: String?
    var service = "iam"
    var region = "us-east-1"
    var time = 0

    init(_ random: inout Seeded) {
        method = random.pick(["POST", "GET", "PUT"])
        host = random.pick(["iam.amazonaws.com", "127.0.0.1:5000", "sts.eu-west-1.amazonaws.com", "[::1]:8080"])
        path = random.pick(["/", "/a/b", "/a%20b/", "/한글".addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["/"])) ?? "/"])
        query = (0..<random.below(4)).map { _ in [random.text(1 + random.below(4)), random.text(random.below(9))] }
        encodedQuery = query.map { "\(PercentEncoding.uri($0[0]))=\(PercentEncoding.uri($0[1]))" }.joined(separator: "&")
        headers = [["Content-Type", "application/x-www-form-urlencoded"], ["X-Other", "  two   blanks \(random.below(99)) "]]
        body = random.text(random.below(200))
        key = "AKIA\(random.below(1 << 40))"
        secret = random.text(40)
        token = random.below(2) == 0 ? nil : "token\(random.below(1 << 40))/+=="
        service = random.pick(["iam", "sts"])
        region = random.pick(["us-east-1", "cn-north-1", "ap-northeast-2"])
        time = 1_000_000_000 + random.below(2_000_000_000)
    }

    var authorization: String {
        let credentials = Credentials(accessKey: key, secret: Secret(secret), sessionToken: token.map(Secret.init), origin: "a sample")
        let request = SigV4.Request(
            method: method, path: path, query: query.map { ($0[0], $0[1]) },
            headers: [("Host", host)] + headers.map { ($0[0], $0[1]) }, body: Array(body.utf8))
        let signed = SigV4(credentials: credentials, region: region, service: service)
            .headers(for: request, at: Date(timeIntervalSince1970: TimeInterval(time)))
        return signed.last?.value ?? ""
    }
}
