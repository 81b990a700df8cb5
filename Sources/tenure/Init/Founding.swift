import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// One of the first two people.
struct Founder {
    let name: String
    let mail: String
    let osUser: String?

    init(name: String, mail: String, osUser: String?) {
        self.name = name
        self.mail = mail
        self.osUser = osUser
    }

    /// Reads `Name <mail>`.
    init(_ text: String, osUser: String?) throws {
        let parts = text.split(separator: "<", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, parts[1].hasSuffix(">"), !parts[0].isEmpty, let mail = try? MailAddress(String(parts[1].dropLast())) else {
            throw Trouble(
                "'\(text)' is not a name and a mail address", hint: "write it as in \"Jane Doe <jane.doe@example.com>\"", status: .usage)
        }
        self.init(name: parts[0], mail: mail.text, osUser: osUser)
    }
}

/// The text of a new home's `tenure.yaml`.
struct SettingsText {
    let timeZone: String
    let language: Language

    var text: String {
        """
        # How things are reached. What is allowed stands in the ledger, and changes only with a second person.
        time-zone: \(timeZone)
        language: \(language.rawValue)
        stale-after: 26h          # every command warns when the last run or sync is older
        mail:
          directory: out/mail     # or: command: [sendmail, -t] with from: tenure@example.com
        passwords: files          # out/passwords, mode 0600, encrypted where the person has an SSH key; or: terminal
        contact:
          name: Security
          mail: security@example.com
        # audit:
        #   key: signing.key        # the private key of the checkpoints; or: command: [PROGRAM]
        #   copy: checkpoint        # the last checkpoint outside the ledger: best on another disk, and never restored with it
        # retention: 5y             # how long people's names stay with what was decided; three years at least
        # accounts:
        #   prod:
        #     profile: tenure-prod              # of ~/.aws/config
        #     endpoint: http://127.0.0.1:5000   # another endpoint; plain HTTP to this machine only
        #     calls-per-second: 10
        # checks:
        #   unused-days: 45                     # see 'tenure check list' and 'tenure check explain ID'
        #   regimes: [financial, personal-data] # the laws that apply here

        """
    }
}

/// Makes a home. A folder that holds anything is not touched.
struct Founding {
    let directory: URL
    let isSandbox: Bool
    let settings: SettingsText
    let founders: [Founder]
    /// The name of the log in its checkpoints; nil for a home without a signing key.
    let origin: String?

    init(directory: URL, isSandbox: Bool, settings: SettingsText, founders: [Founder], origin: String?) throws {
        guard TimeZone(identifier: settings.timeZone) != nil else {
            throw Trouble("'\(settings.timeZone)' is not a time zone", hint: "name one as in Asia/Seoul", status: .usage)
        }
        self.directory = directory
        self.isSandbox = isSandbox
        self.settings = settings
        self.founders = founders
        self.origin = origin
    }

    func carryOut() throws -> Workplace {
        let there = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        guard there.isEmpty else {
            throw Trouble("'\(directory.path)' is not empty", hint: "name a new folder", status: .refused)
        }
        try PrivateFile.makeFolder(directory)
        let ledger = try Ledger.open(Home.url(.ledger, in: directory).path, for: .create)
        try found(ledger)
        ledger.close()
        try Catalog.write(to: directory)
        // Last: a folder becomes a home once everything else is in it.
        try PrivateFile.write(Data(settings.text.utf8), to: Home.url(.settings, in: directory))
        let place = try Workplace.open(directory)
        if let origin { _ = try KeyKeeping(home: place.home).make(origin: origin, by: PersonID(1)) }
        return place
    }

    private func found(_ ledger: Ledger) throws {
        let now = HomeClock(ahead: 0).now()
        var rules: [Event] = []
        var writes = [StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: isSandbox))])]
        for (place, founder) in founders.enumerated() {
            let id = PersonID(place + 1)
            writes.append(StreamWrite(.person(id), expecting: 0, [.person(.registered(attributes: attributes(of: founder)))], about: id))
            rules.append(.rules(.roster(person: id, roles: [.admin, .approver], groups: try groups())))
        }
        for (name, text) in try workflows() {
            let digest = Digest.of(text: text)
            writes.append(StreamWrite(.workflow(digest), expecting: 0, [.workflow(.kept(text: text))]))
            rules.append(.rules(.workflowLoaded(name: name, digest: digest)))
        }
        try ledger.append(writes + [StreamWrite(.rules, expecting: 0, rules)], at: now, by: .person(PersonID(1)))
    }

    // The founders decide everything until others do: they sit in every group that the shipped workflows name.
    private func groups() throws -> SortedSet<ApprovalGroup> { SortedSet(try ["security", "team-leads"].map { try ApprovalGroup($0) }) }

    private func workflows() throws -> [(WorkflowName, String)] {
        // Who may break the glass is for two people to decide: 'tenure workflow load break-glass.yaml'.
        try Catalog.shippedWorkflows.filter { $0.key != "break-glass.yaml" }.sorted { $0.key < $1.key }.map { file, text in
            (try WorkflowName(String(file.dropLast(5))), text)
        }
    }

    private func attributes(of founder: Founder) -> PersonAttributes {
        let seal = { (text: String) in Sealed(text, salt: HomeClock.randomBytes(16)) }
        let isLatin = founder.name.allSatisfy(\.isASCII)
        return PersonAttributes(
            name: seal(founder.name), latinName: isLatin ? seal(founder.name) : nil, mails: [seal(founder.mail)],
            osUser: founder.osUser.map(seal),
            language: settings.language)
    }
}
