import ArgumentParser
import Engine
import Foundation
import Lifecycle

extension Workplace {
    /// The person who acts: the operating-system user's, never one named in an argument. In a sandbox home alone `TENURE_ACTOR` may
    /// name another, so that one newcomer can play every part.
    func actor() throws -> Person {
        if let named = Invocation.environment["TENURE_ACTOR"], !named.isEmpty {
            guard isSandbox else {
                throw Trouble(
                    "TENURE_ACTOR counts in a sandbox home only", hint: "unset it: here you are the person of your operating-system user",
                    status: .refused)
            }
            return try here(find.person(named))
        }
        let user = try Invocation.userName()
        guard let person = try actorIfKnown() else {
            throw Trouble(
                "operating-system user '\(user)' is nobody known here",
                hint: "an admin adds you with 'tenure person add … --os-user \(user)'; in a sandbox home set TENURE_ACTOR", status: .refused
            )
        }
        return person
    }

    /// The person of the operating-system user; nil if it is nobody's, as a service's is.
    func actorIfKnown() throws -> Person? {
        if isSandbox, let named = Invocation.environment["TENURE_ACTOR"], !named.isEmpty { return try find.person(named) }
        try refuseBorrowedName()
        let known = try ledger.people(with: .osUser, try Invocation.userName())
        let people = try known.map { try find.person($0) }.filter { $0.left == nil }
        guard people.count < 2 else {
            throw Trouble(
                "operating-system user '\(try Invocation.userName())' belongs to several people",
                hint: "mend it with 'tenure person move PERSON --os-user NAME'", status: .refused)
        }
        return people.first
    }

    /// Refuses everything to whoever comes through sudo and is nobody known here; a timer comes as the owner, and root may look.
    func refuseStrangers() throws {
        guard Invocation.isSudo, !isSandbox, Invocation.environment["SUDO_UID"] != "0" else { return }
        _ = try actor()
    }

    // Through sudo the called user is nobody's; if it is somebody's, that person could put any number into SUDO_UID.
    private func refuseBorrowedName() throws {
        guard Invocation.isSudo, !isSandbox, let owner = try ledger.people(with: .osUser, try Invocation.ownerName()).first else { return }
        throw Trouble(
            "SUDO_UID does not count here: operating-system user '\(try Invocation.ownerName())' is \(owner)'s own",
            hint: "unset SUDO_UID to act as yourself; on a shared host the home belongs to a user who is nobody's", status: .refused)
    }

    private func here(_ person: Person) throws -> Person {
        guard person.left == nil else {
            throw Trouble("'\(person.label)' has left", hint: "act as somebody who is here: see 'tenure person list'", status: .refused)
        }
        return person
    }

    /// The office in which the acting person files and decides.
    func office() throws -> Office { Office(home: home, actor: try actor().id) }

    /// Seals a text under a fresh salt.
    func seal(_ text: String) -> Sealed { home.world.seal(text) }

    /// The acting person, who must hold that role for what only looks, but at other people's affairs.
    @discardableResult
    func require(_ roles: [Role], to act: String) throws -> Person {
        let person = try actor()
        let rules = try rules()
        guard roles.contains(where: { rules.has($0, person.id) }) else {
            throw Refusal(
                .notPermitted, "'\(person.label)' cannot \(act): that takes the role \(roles.map(\.rawValue).joined(separator: " or "))",
                hint: "see who can with 'tenure person list --role \(roles.first?.rawValue ?? "admin")'")
        }
        return person
    }

    /// Warns when nothing was carried out or looked at for longer than the home allows.
    func warnIfStale(for command: any AsyncParsableCommand.Type) {
        guard command != Run.self, command != SyncCommand.self, let rules = try? rules(), !rules.accounts.isEmpty else { return }
        let looks = rules.accounts.keys.map { (alias: $0, seen: (try? ledger.account($0))?.state.seen) }
        guard let oldest = looks.min(by: { $0.seen ?? .distantPast < $1.seen ?? .distantPast }) else { return }
        guard oldest.seen.map({ $0 + settings.staleAfter < now }) ?? false else { return }
        Terminal.note(
            "tenure: warning: account '\(oldest.alias)' was last looked at \(text(oldest.seen)); run 'tenure run' (a timer should)")
    }
}

/// A time as people read it in lists: `2026-11-28 18:00`, in the home's zone.
struct ShownTime {
    // Made once: a style of its own for every cell of a long list costs more than the list.
    private let style: Date.VerbatimFormatStyle

    init(zone: TimeZone) {
        var style = Date.VerbatimFormatStyle(
            format:
                "\(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
            timeZone: zone, calendar: Calendar(identifier: .gregorian))
        style.locale = Locale(identifier: "en_US_POSIX")
        self.style = style
    }

    func text(_ time: Date) -> String { time.formatted(style) }
}
