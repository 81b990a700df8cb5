import IAM
import Testing

@Suite struct ExpansionTests {
    private static let catalogue = ActionCatalogue()
    private static let names = ["iam", "s3", "sts", "organizations"].flatMap { catalogue.service($0)?.actions.map(\.fullName) ?? [] }

    private func list(_ names: [String] = names) throws -> ActionList { ActionList(try names.map { try ActionName($0) }) }

    private func allow(_ element: String, _ patterns: [String], effect: String = "Allow") throws -> PolicyDocument {
        let quoted = patterns.map { "\"\($0)\"" }.joined(separator: ",")
        return try document(#"{"Statement":[{"Effect":"\#(effect)","\#(element)":[\#(quoted)],"Resource":"*"}]}"#)
    }

    /// A pattern made from an action: wildcards in the place of some of its characters, some of the others in another case.
    private func pattern(_ random: inout SeededRandom) -> String {
        let name = random.pick(Self.names)
        let (service, action) = (name.prefix { $0 != ":" }, name.drop { $0 != ":" }.dropFirst())
        var text = ""
        for character in action {
            switch Int.random(in: 0..<24, using: &random) {
            case 0: text += "?"
            case 1: text += "*"
            case 2: return "\(service):\(text)*"
            case 3: text += character.uppercased()
            default: text += String(character)
            }
        }
        return "\(service):\(text)"
    }

    @Test func `an asterisk names the whole list, as its lines are spelled`() throws {
        #expect(try list().named(by: try allow("Action", ["*"])) == Self.names.sorted())
        #expect(try list(["IAM:getuser", "s3:GetObject"]).named(by: try allow("Action", ["*:*"])) == ["IAM:getuser", "s3:GetObject"])
        #expect(ActionList(Self.catalogue, namedBy: [try allow("NotAction", ["s3:*"])]).names == ActionList(Self.catalogue).names)
        #expect(ActionList(Self.catalogue).names.count == Self.catalogue.source.actionCount)
    }

    @Test(arguments: 1...200) func `patterns name what the evaluator matches, and NotAction names all the rest`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let patterns = (0...Int.random(in: 0...3, using: &random)).map { _ in pattern(&random) }
        let list = try list()
        let parsed = try patterns.map { try #require(ActionPattern($0)) }
        let wanted = try list.names.filter { name in
            let action = try ActionName(name)
            return parsed.contains { $0.matches(action) }
        }
        #expect(list.named(by: try allow("Action", patterns)) == wanted, "seed \(seed): \(patterns)")
        let rest = list.named(by: try allow("NotAction", patterns))
        #expect(rest == list.names.filter { !Set(wanted).contains($0) }, "seed \(seed): \(patterns)")
        #expect(list.named(by: try allow("Action", patterns.map { $0.uppercased() })) == wanted, "seed \(seed): \(patterns)")
    }

    @Test(arguments: 1...100) func `the catalogue and a list of its actions are expanded alike`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let text = pattern(&random)
        let found = Self.catalogue.actions(matching: try #require(ActionPattern(text))).map(\.fullName)
        #expect(found.sorted() == (try list().named(by: try allow("Action", [text]))), "seed \(seed): \(text)")
        #expect(!found.isEmpty)
        let policy = try allow("Action", [text])
        #expect(ActionList(Self.catalogue, namedBy: [policy]).named(by: policy) == found.sorted(), "seed \(seed): \(text)")
    }

    @Test func `several statements name together, and what a Deny says names nothing and takes nothing away`() throws {
        let text = #"""
            {"Statement":[{"Effect":"Allow","Action":"iam:GetU*","Resource":"arn:aws:iam::*:user/x"},{"Effect":"Deny","Action":"*","Resource":"*"},
            {"Effect":"Allow","Action":"sts:getcalleridentity","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}
            """#
        #expect(try list().named(by: try document(text)) == ["iam:GetUser", "iam:GetUserPolicy", "sts:GetCallerIdentity"])
        #expect(try list().named(by: try allow("Action", ["iam:*"], effect: "Deny")).isEmpty)
        #expect(try list().named(by: try allow("NotAction", ["iam:*"], effect: "Deny")).isEmpty)
    }

    @Test func `a list is read from a text as people have it`() {
        let reader = ActionListReader(
            "\u{FEFF}# all of it\r\ns3:GetObject\r\n\r\n  iam:GetUser\t# read\r\ns3:GetObject\r\nIAM:getuser\r\niam\r\ns3:*\r\n")
        #expect(reader.list.names == ["IAM:getuser", "iam:GetUser", "s3:GetObject"])
        #expect(reader.strangers.map(\.line) == [7, 8] && reader.strangers.map(\.text) == ["iam", "s3:*"])
        let array = ActionListReader("[\"s3:GetObject\",\n\"iam:GetUser\", 7, \"iam\"]\n")
        #expect(array.list.names == ["iam:GetUser", "s3:GetObject"] && array.strangers.map(\.line) == [2, 2])
        #expect(ActionListReader("").list.names.isEmpty && ActionListReader("a:b").list.names == ["a:b"])
    }
}
