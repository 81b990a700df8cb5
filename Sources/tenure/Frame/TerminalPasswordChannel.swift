import Engine
import Foundation
import IAM
import Lifecycle

/// Shows a password once, on the terminal of whoever runs `tenure run`; never on a pipe or in a log.
struct TerminalPasswordChannel: PasswordChannel {
    func hand(_ password: Password, of user: UserName, in account: AccountAlias, to person: Person) async throws {
        guard let terminal = FileHandle(forWritingAtPath: "/dev/tty") else {
            throw DeliveryError(
                "there is no terminal to show the password of '\(user)' on; set 'passwords: files' in tenure.yaml for unattended runs")
        }
        try password.reveal { try terminal.write(contentsOf: Data("password of \(account)/\(user) for \(person.label): \($0)\n".utf8)) }
        try terminal.close()
    }
}
