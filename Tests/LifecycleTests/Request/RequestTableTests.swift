import Foundation
import IAM
import Lifecycle
import Testing

struct RequestTableTests {
    @Test func `every command on every status from every kind of actor has the answer that was agreed to`() throws {
        var text =
            "What follows from each command, or the code of the refusal. Stages: manager (1 of @manager), security (2 of security).\n"
        for (title, request, now) in try statuses() {
            var table = TextTable(["\(title)"] + Self.actors.map(\.0))
            for (label, command) in try Self.commands() {
                table.row([label] + Self.actors.map { answer(command, on: request, by: $0.1, at: now) })
            }
            text += "\n" + table.text
        }
        try expectGolden(text, "requests.txt")
    }

    private static let actors: [(String, Actor)] = [
        ("requester", .person(Cast.requester)), ("subject", .person(Cast.subject)), ("stage 1", .person(Cast.manager)),
        ("stage 2", .person(Cast.security)), ("stage 2, said yes", .person(Cast.approved)), ("admin", .person(Cast.admin)),
        ("auditor", .person(Cast.auditor)), ("left", .person(Cast.gone)), ("tenure", .tenure),
    ]

    private static func commands() throws -> [(String, RequestCommand)] {
        [
            ("submit", .submit(try Sample.form())), ("amend", .amend(try Sample.form(.access(Sample.access(end: .start + .days(90)))))),
            ("approve", .approve), ("reject", .reject(sealed("no"))), ("send back", .sendBack(sealed("which project?"))),
            ("withdraw", .withdraw(nil)), ("expire", .expire), ("void", .void(.other)), ("void, unchanged", .void(.first)),
            ("fulfil", .fulfil),
            ("close", .close),
        ]
    }

    private func answer(_ command: RequestCommand, on request: Request?, by actor: Actor, at now: Date) -> String {
        do {
            let events = try Request.decide(command, on: request, in: Cast.context, by: actor, at: now)
            return events.map { String(Event.request($0).code.dropFirst("request.".count)) }.joined(separator: "+")
        } catch {
            return "- " + error.code.rawValue
        }
    }

    private func statuses() throws -> [(String, Request?, Date)] {
        let form = try Sample.form()
        let (manager, security): (StageName, StageName) = (name("manager"), name("security"))
        let submitted: [(RequestEvent, Actor)] = [(.submitted(form: form), person(1))]
        let one = submitted + [(.endorsed(stage: manager, content: form.content), .person(Cast.manager))]
        let two = one + [(.endorsed(stage: security, content: form.content), .person(Cast.approved))]
        let all =
            two + [
                (.endorsed(stage: security, content: form.content), .person(Cast.thirdSecurity)), (.approved, .person(Cast.thirdSecurity)),
            ]
        let (soon, late) = (Date.start + .days(1), Date.start + .days(60))
        return [
            ("none", nil, soon), ("submitted, stage 1", replay(submitted), soon), ("submitted, stage 2", replay(one), soon),
            ("submitted, one of two", replay(two), soon), ("submitted, time is up", replay(two), late),
            ("returned", replay(one + [(.returned(remark: sealed("?")), .person(Cast.manager))]), soon),
            ("returned, time is up", replay(one + [(.returned(remark: sealed("?")), .person(Cast.manager))]), late),
            ("approved", replay(all), soon), ("approved, user assigned", replay(all + [(.assigned(record: RecordID(1)), .tenure)]), soon),
            ("approved, time is up", replay(all), late),
            ("voided, user assigned", replay(all + [(.assigned(record: RecordID(1)), .tenure), (.voided(grant: .first), .tenure)]), soon),
            ("rejected", replay(one + [(.rejected(remark: sealed("no")), .person(Cast.security))]), soon),
            ("withdrawn", replay(one + [(.withdrawn(remark: nil), person(1))]), soon),
            ("expired", replay(one + [(.expired, .tenure)]), soon),
            ("fulfilled", replay(all + [(.fulfilled, .tenure)]), soon),
        ]
    }

    private func replay(_ events: [(RequestEvent, Actor)]) -> Request? {
        events.reduce(nil) { Request.evolve($0, id: RequestID(17), $1.0, at: .start, by: $1.1) }
    }
}
