import IAM

/// The two endpoints of an account, with the regions for which requests to them are signed.
public struct Endpoints: Hashable, Sendable {
    /// Where IAM is asked.
    public let iam: Endpoint
    /// Where STS is asked who the credentials belong to.
    public let sts: Endpoint
    /// The partition's region of IAM, for signatures.
    public let region: String

    /// The account's own endpoint, else `AWS_ENDPOINT_URL_IAM` (or `_STS`), else `AWS_ENDPOINT_URL`, else the partition's.
    /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true` passes over the variables.
    public init(_ partition: Partition, configured: Endpoint? = nil, environment: [String: String] = [:]) throws(EndpointError) {
        iam = try Self.choose(configured, variable: "IAM", environment, otherwise: partition.iamHost)
        sts = try Self.choose(configured, variable: "STS", environment, otherwise: partition.stsHost(in: partition.iamRegion))
        region = partition.iamRegion
    }

    /// The configured endpoint of a service, else the environment's, else that host of AWS.
    static func choose(
        _ configured: Endpoint?, variable service: String, _ environment: [String: String], otherwise host: String
    ) throws(EndpointError) -> Endpoint {
        if let configured { return configured }
        return try variable(service, in: environment) ?? Endpoint(aws: host)
    }

    private static func variable(_ service: String, in environment: [String: String]) throws(EndpointError) -> Endpoint? {
        guard environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() != "true" else { return nil }
        for name in ["AWS_ENDPOINT_URL_\(service)", "AWS_ENDPOINT_URL"] {
            guard let text = environment[name], !text.isEmpty else { continue }
            do {
                return try Endpoint(text)
            } catch {
                throw EndpointError(text: error.text, reason: "\(error.reason) (it comes from \(name))")
            }
        }
        return nil
    }
}

// Source: the endpoint rules of botocore. IAM is one service for a whole partition, signed for one region of it.
extension Partition {
    /// The region for which requests to IAM are signed.
    var iamRegion: String {
        switch self {
        case .aws: "us-east-1"
        case .china: "cn-north-1"
        case .usGovernment: "us-gov-west-1"
        case .europeanSovereign: "eusc-de-east-1"
        }
    }

    /// The host of IAM.
    var iamHost: String {
        switch self {
        case .aws: "iam.amazonaws.com"
        case .china: "iam.cn-north-1.amazonaws.com.cn"
        case .usGovernment: "iam.us-gov.amazonaws.com"
        case .europeanSovereign: "iam.eusc-de-east-1.amazonaws.eu"
        }
    }

    /// The host of STS in one of the partition's regions.
    func stsHost(in region: String) -> String {
        switch self {
        case .aws, .usGovernment: "sts.\(region).amazonaws.com"
        case .china: "sts.\(region).amazonaws.com.cn"
        case .europeanSovereign: "sts.\(region).amazonaws.eu"
        }
    }
}
