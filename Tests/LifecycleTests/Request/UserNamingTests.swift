import Foundation
import IAM
import Lifecycle
import Testing

struct UserNamingTests {
    @Test(arguments: [
        ("Jane Doe", "jane.doe"), ("Kim Jieun", "kim.jieun"), ("O'Neil Shaun", "oneil.shaun"), ("O’Neil Shaun", "oneil.shaun"),
        ("Jürgen Müller", "jurgen.muller"), ("José", "jose"), ("Łukasz Groß", "lukasz.gross"), ("Søren Ærø", "soren.aero"),
        ("Anna-Maria  van der Berg", "anna.maria.van.der.berg"), ("  jane   DOE ", "jane.doe"), ("Ｊａｎｅ Ｄｏｅ", "jane.doe"),
        ("J Doe 😀", "j.doe"),
        ("José", "jose"),
    ])
    func `a Latin name makes a user name`(latin: String, expected: String) throws {
        #expect(try UserNaming(taken: []).name(forLatin: latin).text == expected)
    }

    @Test(arguments: [
        ("", Refusal.Code.latinNameMissing), ("😀", .latinNameMissing), ("Li", .latinNameMissing), ("...", .latinNameMissing),
        ("Admin", .nameRefused),
        ("Root", .nameRefused), ("12 34", .nameRefused), ("admin 1", .nameRefused),
    ])
    func `a name that says nothing or is guessed first is refused`(latin: String, code: Refusal.Code) {
        #expect { try UserNaming(taken: []).name(forLatin: latin) } throws: { ($0 as? Refusal)?.code == code }
    }

    @Test func `collisions are numbered, whatever the case`() throws {
        #expect(try UserNaming(taken: ["Jane.Doe", "JANE.DOE2", "jane.doe4"]).name(forLatin: "Jane Doe").text == "jane.doe3")
    }

    @Test func `a name that somebody chose is checked the same`() {
        let naming = UserNaming(taken: ["Jane.Doe"])
        for (text, code) in [
            ("jane.doe", Refusal.Code.nameTaken), ("ADMIN", .nameRefused), ("_test_", .nameRefused), ("1.2", .nameRefused),
        ] {
            #expect { try naming.check(name(text)) } throws: { ($0 as? Refusal)?.code == code }
        }
    }

    @Test func `every name that is made is valid, lower case, free and not guessable`() throws {
        var dice = Dice()
        let letters: [Character] = Array("abcXYZ019 .-'’éüßłж김李😀@/\u{0301}\u{200B}")
        var (taken, made) = (["admin"], 0)
        for _ in 0..<5_000 {
            let latin = String((0..<dice.below(90)).map { _ in dice.pick(letters) })
            guard let name = try? UserNaming(taken: taken.suffix(50)).name(forLatin: latin).text else { continue }
            made += 1
            #expect(name.utf8.count <= 64 && name == name.lowercased() && (try? UserName(name)) != nil, "'\(latin)' → '\(name)', \(dice)")
            #expect(
                !taken.suffix(50).contains(name) && !UserNaming.guessable.contains(name) && !name.hasPrefix(".") && !name.contains(".."))
            taken.append(dice.once(in: 2) ? name : name.uppercased())
        }
        #expect(made > 2_000)
    }

    @Test func `a very long name keeps room for its number`() throws {
        let long = Array(repeating: "Maximilian", count: 30).joined(separator: " ")
        let first = try UserNaming(taken: []).name(forLatin: long).text
        #expect(first.utf8.count <= 56)
        #expect(try UserNaming(taken: [first]).name(forLatin: long).text == first + "2")
    }
}
