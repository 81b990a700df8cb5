// swift-tools-version: 6.2
import PackageDescription

// Swift 6 language mode comes with the tools version. A warning fails the build; an import that a target does not
// declare fails it too (Scripts/build passes the flag): the borders between the modules are the lists below.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
    name: "tenure",
    products: [
        .executable(name: "tenure", targets: ["tenure"]),
        // For the benchmarks, a package of their own.
        .library(name: "TenureModules", targets: ["IAM", "Lifecycle", "Ledger", "Sandbox"]),
        // For the benchmark of decisions, which builds nothing else.
        .library(name: "IAM", targets: ["IAM"]),
    ],
    dependencies: [
        // The command tree, its help, its usage errors and shell completion.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // SHA-256 and HMAC for leaves, commitments, digests and SigV4.
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        // The log of the HTTP client and of long runs.
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        // SQLite, the store of the ledger, over the system's libsqlite3.
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // The templates of guides and mails.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        // Workflow files and tenure.yaml, with the positions of every key.
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        // The bytes, headers and sockets that the HTTP client speaks in; the version that it builds with.
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        // HTTP to IAM's endpoint, with connection pooling and TLS.
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        // AWS's words: names, policies, the port to IAM.
        .target(name: "IAM", swiftSettings: strict),
        // Our words and rules; no clock, no files, no network.
        .target(
            name: "Lifecycle",
            dependencies: ["IAM", .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        // What is wrong in an account, from a snapshot of it; no clock, no files, no network.
        .target(name: "Checks", dependencies: ["IAM", "Lifecycle"], swiftSettings: strict),
        // Markdown to HTML, by the reference implementation.
        .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .target(
            name: "Guides",
            dependencies: [
                "IAM", "Lifecycle", "CCmark", .product(name: "Mustache", package: "swift-mustache"),
                // The front matter of templates.
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        // Two settings of SQLite's that C alone can make: no other file beside the ledger, no writing of its schema.
        .target(name: "CSQLiteDefence", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "Ledger",
            dependencies: [
                "IAM", "Lifecycle", "CSQLiteDefence", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "AWS",
            dependencies: [
                "IAM",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(name: "Sandbox", dependencies: ["IAM", .product(name: "Crypto", package: "swift-crypto")], swiftSettings: strict),
        .target(
            name: "Engine",
            dependencies: ["IAM", "Lifecycle", "Checks", "Guides", "Ledger", "Shipped", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        // The workflows and templates of the repository's top level and the exports' verifier, inside the program.
        .target(
            name: "Shipped", path: ".", sources: ["Sources/Shipped"],
            resources: [.embedInCode("Workflows"), .embedInCode("Templates"), .embedInCode("Sources/Verifier")],
            swiftSettings: strict),
        // One setting of the C library's allocator, which Swift cannot make.
        .target(name: "CArena"),
        .executableTarget(
            name: "tenure",
            dependencies: [
                "IAM", "Lifecycle", "Checks", "Guides", "Ledger", "AWS", "Sandbox", "Engine", "CArena",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // What every implementation of the port to IAM must do.
        .target(name: "Conformance", dependencies: ["IAM"], path: "Tests/Conformance", swiftSettings: strict),
        .testTarget(name: "IAMTests", dependencies: ["IAM"], swiftSettings: strict),
        .testTarget(
            name: "LifecycleTests",
            // Signatures to be verified, made as people's keys make them.
            dependencies: ["IAM", "Lifecycle", .product(name: "Crypto", package: "swift-crypto")], exclude: ["Workflow/Broken", "Goldens"],
            swiftSettings: strict),
        .testTarget(
            name: "GuidesTests", dependencies: ["IAM", "Lifecycle", "Guides"], exclude: ["Goldens", "SeedOrder"], swiftSettings: strict),
        .testTarget(name: "ChecksTests", dependencies: ["IAM", "Lifecycle", "Checks"], exclude: ["Goldens"], swiftSettings: strict),
        // A process of its own for the ledger's tests to race against and to kill.
        .executableTarget(
            name: "LedgerWriter", dependencies: ["IAM", "Ledger", "Lifecycle"], path: "Tests/LedgerWriter", swiftSettings: strict),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "IAM", "Lifecycle", "Ledger", "LedgerWriter", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Ledgers"],
            swiftSettings: strict),
        .testTarget(
            name: "AWSTests",
            dependencies: [
                "AWS", "IAM", "Conformance",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(name: "SandboxTests", dependencies: ["IAM", "Sandbox", "Conformance"], swiftSettings: strict),
        // The program as people call it: sessions at the terminal, processes at once.
        .testTarget(name: "TenureTests", dependencies: ["tenure"], exclude: ["Transcripts"], swiftSettings: strict),
        .testTarget(
            name: "EngineTests", dependencies: ["IAM", "Lifecycle", "Checks", "Guides", "Ledger", "Sandbox", "Engine", "Shipped"],
            swiftSettings: strict),
    ]
)
