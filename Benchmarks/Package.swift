// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

// A package of its own, so that the product does not build it. `Benchmarks/run` builds and runs all of it.
let package = Package(
    name: "tenure-benchmarks",
    dependencies: [.package(name: "tenure", path: "..")],
    targets: [
        // The same bytes as the ledger's, inserted by nothing but SQLite: what the ledger is compared with.
        .executableTarget(name: "BareSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        // Appends, fills homes and parses; told by `run` what and how much.
        .executableTarget(
            name: "Load", dependencies: [.product(name: "TenureModules", package: "tenure"), .product(name: "tenure", package: "tenure")],
            swiftSettings: strict),
        // Decides requests under policies, by `IAM` alone.
        .executableTarget(name: "Decide", dependencies: [.product(name: "IAM", package: "tenure")], swiftSettings: strict),
    ]
)
