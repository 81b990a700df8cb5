import IAM
import Testing

@testable import AWS

@Suite struct EndpointTests {
    @Test(arguments: [
        ("https://iam.example.com", "iam.example.com", "/"), ("https://iam.example.com:443/", "iam.example.com", "/"),
        ("https://IAM.example.com:8443/a/b", "iam.example.com:8443", "/a/b"), ("http://127.0.0.1:5000", "127.0.0.1:5000", "/"),
        ("http://localhost:5000/", "localhost:5000", "/"), ("http://[::1]:5000/", "[::1]:5000", "/"),
        ("http://127.8.9.1", "127.8.9.1", "/"),
    ])
    func `https goes anywhere and http to this machine`(text: String, host: String, path: String) throws {
        let endpoint = try Endpoint(text)
        #expect(endpoint.host == host)
        #expect(endpoint.path == path)
        #expect(endpoint.isLoopback == text.hasPrefix("http:"))
    }

    @Test(arguments: [
        "http://iam.amazonaws.com", "http://10.0.0.1:5000", "http://127.0.0.1.example.com", "http://localhost.example.com",
        "http://127.0.0.+1",
        "http://0.0.0.0:5000", "http://me:pw@127.0.0.1/", "https://a.example/?x=1", "https://a.example/#x", "https://a.example/a/../b",
        "https://a.example//b", "iam.amazonaws.com", "", "ftp://127.0.0.1", "https://",
    ])
    func `any other endpoint is refused with a reason`(text: String) {
        let error = #expect(throws: EndpointError.self) { try Endpoint(text) }
        #expect(error?.description.hasPrefix("endpoint '\(text)' is refused: ") == true)
    }

    @Test(arguments: [
        (Partition.aws, "https://iam.amazonaws.com/", "https://sts.us-east-1.amazonaws.com/", "us-east-1"),
        (.china, "https://iam.cn-north-1.amazonaws.com.cn/", "https://sts.cn-north-1.amazonaws.com.cn/", "cn-north-1"),
        (.usGovernment, "https://iam.us-gov.amazonaws.com/", "https://sts.us-gov-west-1.amazonaws.com/", "us-gov-west-1"),
        (.europeanSovereign, "https://iam.eusc-de-east-1.amazonaws.eu/", "https://sts.eusc-de-east-1.amazonaws.eu/", "eusc-de-east-1"),
    ])
    func `each partition has its own endpoints and region`(partition: Partition, iam: String, sts: String, region: String) throws {
        let endpoints = try Endpoints(partition)
        #expect([endpoints.iam.description, endpoints.sts.description, endpoints.region] == [iam, sts, region])
    }

    @Test func `the account's endpoint goes before the service's variable, and that before the general one`() throws {
        let both = ["AWS_ENDPOINT_URL": "https://all.example", "AWS_ENDPOINT_URL_IAM": "https://iam.example"]
        let chosen = try Endpoints(.aws, configured: Endpoint("https://own.example"), environment: both)
        #expect([chosen.iam.host, chosen.sts.host] == ["own.example", "own.example"])
        let named = try Endpoints(.aws, environment: both)
        #expect([named.iam.host, named.sts.host] == ["iam.example", "all.example"])
        let ignored = try Endpoints(.aws, environment: both.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE"]) { $1 })
        #expect(ignored.iam.host == "iam.amazonaws.com")
    }

    @Test func `an endpoint that a variable names is refused by the variable's name`() {
        let error = #expect(throws: EndpointError.self) { try Endpoints(.aws, environment: ["AWS_ENDPOINT_URL_IAM": "http://10.0.0.1"]) }
        #expect(error?.reason.contains("AWS_ENDPOINT_URL_IAM") == true)
    }
}
