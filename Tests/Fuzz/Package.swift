// swift-tools-version: 6.2
import PackageDescription

// libFuzzer with the address sanitizer over `IAM` alone. A package of its own: its flags would rebuild everything else.
let sanitized: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address"]), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
    name: "fuzz",
    targets: [
        .target(name: "IAM", swiftSettings: sanitized),
        .executableTarget(
            name: "PolicyFuzz", dependencies: ["IAM"], swiftSettings: sanitized,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
    ]
)
