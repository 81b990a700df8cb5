import Foundation
import Lifecycle
import Testing

struct SSHSignatureTests {
    private static let namespace = DecisionStatement.namespace

    /// Whether we take a signature for one of that key, made for decisions, under the text.
    private static func accepts(_ signature: String, of text: Data, key: String) -> Bool {
        do {
            let read = try SSHSignature(armored: signature)
            guard read.namespace == namespace, read.key.bytes == SSHPublicKey(text: key)?.bytes else { return false }
            try read.verify(text)
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: Pen.kinds) func `a signature of every kind of key holds for its text and for no other`(kind: String) throws {
        let pen = Pen(kind)
        let signature = try pen.sign("yes")
        #expect(Self.accepts(signature, of: Data("yes".utf8), key: pen.publicText))
        #expect(!Self.accepts(signature, of: Data("yes\n".utf8), key: pen.publicText))
        #expect(!Self.accepts(signature, of: Data("yes".utf8), key: Pen(kind).publicText))
    }

    @Test(.enabled(if: Keygen.isThere), arguments: ["ed25519", "ecdsa"])
    func `what ssh-keygen signs is read as it reads it`(type: String) throws {
        let keygen = try Keygen()
        let key = try keygen.make(type, named: "key")
        let right = try keygen.sign("yes", with: "key", namespace: Self.namespace)
        let other = try keygen.sign("yes", with: "key", namespace: "file")
        #expect(Self.accepts(right, of: Data("yes".utf8), key: key) && !Self.accepts(other, of: Data("yes".utf8), key: key))
    }

    @Test(.enabled(if: Keygen.isThere)) func `an RSA key's signature is refused by the kind of its key`() throws {
        let keygen = try Keygen()
        _ = try keygen.make("rsa", named: "key")
        let signature = try SSHSignature(armored: try keygen.sign("yes", with: "key", namespace: Self.namespace))
        #expect { try signature.verify(Data("yes".utf8)) } throws: { $0 as? SignatureFlaw == .unsupported(kind: "ssh-rsa") }
    }

    /// What is done to a signature. `isOurs` marks what OpenSSH lets pass in places and we never do.
    private enum Change: String, CaseIterable {
        case nothing, bit, cut, tail, message, key, namespace, signedNamespace, hash, algorithm, innerTail
        case version, reserved, untouched, zeros, armor

        var isOurs: Bool {
            switch self {
            case .version, .reserved, .untouched, .zeros, .armor: true
            // A bit of the armored blob can lie in one of these fields.
            case .bit: true
            case .nothing, .cut, .tail, .message, .key, .namespace, .signedNamespace, .hash, .algorithm, .innerTail: false
            }
        }
    }

    @Test(.enabled(if: Keygen.isThere)) func `we accept no signature that ssh-keygen does not, and are stricter only where we mean to be`()
        throws
    {
        let count = Dice.isDeep ? 10_000 : 400
        var dice = Dice()
        let seed = "\(dice)"
        let keygen = try Keygen()
        let pens = Pen.kinds.map { Pen($0) }
        var (accepted, stricter): (Int, [Change: Int]) = (0, [:])
        for round in 0..<count {
            let pen = pens[dice.below(pens.count)]
            let change = round % 4 == 0 ? Change.nothing : Change.allCases[dice.below(Change.allCases.count)]
            let (signature, text, key) = try Self.trial(pen, change, pens, &dice)
            let ours = Self.accepts(signature, of: text, key: key)
            let theirs = try keygen.accepts(signature, of: text, key: key, namespace: Self.namespace)
            #expect(!ours || theirs, "\(seed) round \(round): \(change) of \(pen.kind) passes here alone\n\(signature)")
            if ours { accepted += 1 }
            guard theirs, !ours else { continue }
            stricter[change, default: 0] += 1
            #expect(change.isOurs, "\(seed) round \(round): \(change) of \(pen.kind) passes there alone\n\(signature)")
        }
        print(
            "\(seed): \(count) signatures compared with ssh-keygen, \(accepted) accepted, stricter in \(stricter.map { "\($0.key.rawValue) \($0.value)" }.sorted())"
        )
        #expect(accepted >= count / 4)
    }

    @Test func `the verifier that auditors are given reads each signature as we do`() throws {
        var dice = Dice()
        let seed = "\(dice)"
        let pens = Pen.kinds.map { Pen($0) }
        let trials = try (0..<(Dice.isDeep ? 10_000 : 300)).map { round in
            let change = round % 4 == 0 ? Change.nothing : Change.allCases[dice.below(Change.allCases.count)]
            return (change, try Self.trial(pens[dice.below(pens.count)], change, pens, &dice))
        }
        let theirs = try Self.python(trials.map(\.1))
        #expect(theirs.count == trials.count)
        for ((change, trial), theirs) in zip(trials, theirs) {
            let ours = Self.accepts(trial.0, of: trial.1, key: trial.2)
            #expect(ours == theirs, "\(seed): \(change), \(trial.2)\n\(trial.0)")
        }
        #expect(theirs.count(where: \.self) >= trials.count / 4)
    }

    /// What the Python program says of each: whether it is a signature of that text with that key.
    private static func python(_ trials: [(String, Data, String)]) throws -> [Bool] {
        let verifier = URL(filePath: #filePath).appending(path: "../../../../Sources/Verifier").standardized
        let script = """
            import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1])
            import base64, json, verify
            for line in sys.stdin:
                signature, text, key = json.loads(line)
                try:
                    print(verify.ssh_key(signature, base64.b64decode(text)) == base64.b64decode(key.split(" ")[1]))
                except verify.Unsound:
                    print(False)
            """
        let lines = try trials.map {
            try JSONEncoder().encode([$0.0, $0.1.base64EncodedString(), $0.2]) + Data([0x0A])
        }
        let input = FileManager.default.temporaryDirectory.appending(path: "signatures-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: input) }
        try lines.reduce(into: Data(), +=).write(to: input)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, verifier.path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answers = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return answers.split(separator: "\n").map { $0 == "True" }
    }

    private static func trial(_ pen: Pen, _ change: Change, _ pens: [Pen], _ dice: inout Dice) throws -> (String, Data, String) {
        let text = Data((0..<dice.below(300)).map { _ in UInt8(dice.below(256)) })
        var manner = Pen.Manner()
        if dice.below(2) == 0 { manner.hash = "sha256" }
        switch change {
        case .namespace: manner.namespace = ["file", "git", "tenure-decision2", "tenure-decisio", ""][dice.below(5)]
        case .signedNamespace: manner.signedNamespace = "file"
        case .hash: manner.hash = ["sha1", "sha384", "SHA512", ""][dice.below(4)]
        case .algorithm: manner.algorithm = ["ssh-rsa", "ssh-ed25519 ", "rsa-sha2-512", "ssh-dss"][dice.below(4)]
        case .innerTail: manner.innerTail = [UInt8(dice.below(256))]
        case .tail: manner.tail = [UInt8(dice.below(256))]
        case .version: manner.version = [0, 2, 257][dice.below(3)]
        case .reserved: manner.reserved = "x"
        case .untouched: manner.flags = [0, 4][dice.below(2)]
        case .zeros: manner.zerosInFront = 1
        case .nothing, .bit, .cut, .message, .key, .armor: break
        }
        var blob = try pen.blob(of: text, manner)
        if change == .bit { blob[dice.below(blob.count)] ^= 1 << UInt8(dice.below(8)) }
        if change == .cut { blob.removeLast(1 + dice.below(blob.count - 1)) }
        var armored = Pen.armored(blob)
        if change == .armor { armored = wrinkled(blob, &dice) }
        let key = change == .key ? Pen(pens[dice.below(pens.count)].kind).publicText : pen.publicText
        return (armored, change == .message ? text + [0] : text, key)
    }

    private static func wrinkled(_ blob: [UInt8], _ dice: inout Dice) -> String {
        let text = Pen.armored(blob)
        return [
            Pen.armored(blob, width: 20), text.replacing("\n", with: "\r\n"), text + "and more\n", " " + text,
            text.replacing("-----END", with: "-----end"),
            String(text.dropLast(1)), text.replacing("\n-----END", with: "\n\n-----END"),
            text.replacing("SIGNATURE-----\n", with: "SIGNATURE-----\n ", maxReplacements: 1),
            text.replacing("\n-----END", with: "=\n-----END"),
        ][dice.below(9)]
    }
}
