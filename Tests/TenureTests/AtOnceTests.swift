import Foundation
import Testing

/// Several processes at once, and disks that fail.
struct AtOnceTests {
    // P-3 to P-10 lead teams; R-18 to R-22 wait for one of them.
    private static let prepare = """
        set -e
        tenure init home --sandbox
        for i in 3 4 5 6 7 8 9 10; do tenure person add "Lead $i" --mail lead$i@example.com --role approver --group team-leads --reason x; done
        for i in 11 12 13 14 15; do tenure person add "Jane Doe$i" --mail jane$i@example.com --reason x; done
        tenure sync
        for i in 11 12 13 14 15; do TENURE_ACTOR=P-$i tenure request new --profile readonly --reason x; done
        """

    @Test func `eight who approve at once bring about one approval, and seven are told what happened`() throws {
        let stage = try Stage()
        defer { stage.strike() }
        let prepared = try stage.run(Self.prepare)
        try #require(prepared.status == 0, "\(prepared.errors)")
        for request in 18...22 {
            let started = try (3...10).map { try stage.start("TENURE_ACTOR=P-\($0) tenure request approve R-\(request)") }
            let outcomes = try started.map { try $0.finish() }
            #expect(outcomes.map(\.status).sorted() == [0] + Array(repeating: 2, count: 7))
            for told in outcomes where told.status == 2 {
                let isTold =
                    told.errors.contains("somebody else was quicker with R-\(request)")
                    || told.errors.contains("R-\(request) is already approved")
                #expect(isTold, "\(told.errors)")
                #expect(ErrorRule.breaches(of: told).isEmpty)
            }
            let events = try stage.run("tenure audit log --request R-\(request)").output
            #expect(events.components(separatedBy: "said yes in stage").count == 2, "\(events)")
            #expect(try stage.run("tenure user list").output.contains("U-\(request - 17) "))
        }
    }

    @Test func `of ten runs at once, those that find the lock held exit with 4, and the user is made once`() throws {
        let stage = try Stage()
        defer { stage.strike() }
        let prepared = try stage.run(Self.prepare + "\nTENURE_ACTOR=P-3 tenure request approve R-18")
        try #require(prepared.status == 0, "\(prepared.errors)")
        // Somebody holds the lock for as long as all ten are asking.
        let holder = try stage.start(
            "flock home/run.lock -c 'echo -n \"process 1 of somebody\" > home/run.lock; touch held; while [ ! -e enough ]; do sleep 0.01; done'"
        )
        while try stage.run("test -e held").status != 0 {}
        let refused = try (1...9).map { _ in try stage.start("tenure run") }.map { try $0.finish() }
        _ = try stage.run("touch enough")
        _ = try holder.finish()
        #expect(refused.map(\.status) == Array(repeating: 4, count: 9))
        #expect(refused.allSatisfy { $0.errors.contains("another run is under way: process 1 of somebody") && $0.output.isEmpty })
        let outcomes = try (1...10).map { _ in try stage.start("tenure run") }.map { try $0.finish() }
        #expect(Set(outcomes.map(\.status)).isSubset(of: [0, 4]))
        #expect(outcomes.contains { $0.status == 0 })
        #expect(try stage.run("tenure audit log --kind user.performed").output.components(separatedBy: "did create-user").count == 2)
        #expect(try stage.run("tenure stuck").status == 0)
    }

    @Test(.enabled(if: Machine.letsUsMount)) func `a full disk leaves the ledger as it was, and says so`() throws {
        let stage = try Stage()
        defer { stage.strike() }
        let script = """
            mkdir small; mount -t tmpfs -o size=900k,mode=700 none small; tenure init small/home --sandbox >/dev/null; export TENURE_HOME=small/home
            tenure sync >/dev/null; cat /dev/zero > small/fill 2>/dev/null; sha256sum < small/home/ledger.db
            for i in 1 2 3; do tenure person add "Some One$i" --mail one$i@example.com --reason x; echo "exit $?"; done
            tenure sync; echo "exit $?"; sha256sum < small/home/ledger.db; rm small/fill; tenure person add 'Some One' --mail one@example.com --reason x; echo "exit $?"
            """
        let outcome = try stage.run("unshare -m bash -c '\(script.replacing("'", with: "'\\''"))'")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.hasSuffix(" -") }.count == 2 && Set(lines.filter { $0.hasSuffix(" -") }).count == 1, "\(outcome.output)")
        #expect(lines.filter { $0.hasPrefix("exit") } == ["exit 1", "exit 1", "exit 1", "exit 1", "exit 0"], "\(outcome.output)")
        #expect(outcome.errors.contains("there is no space left for the ledger"))
        #expect(ErrorRule.breaches(of: .init(output: outcome.output, errors: outcome.errors, status: 1)).isEmpty)
    }

    @Test(.enabled(if: Machine.letsUsMount)) func `a full disk leaves no half backup behind, and the home goes on`() throws {
        let stage = try Stage()
        defer { stage.strike() }
        let script = """
            mkdir small; mount -t tmpfs -o size=100k,mode=700 none small; tenure init home --sandbox >/dev/null
            tenure backup small/b; echo "exit $?"; ls -A small; mount -o remount,size=9m small
            tenure backup small/b >/dev/null 2>&1; echo "exit $?"; ls -A small
            mount -o remount,ro small; tenure backup small/c; echo "exit $?"; tenure audit verify | tail -1
            """
        let outcome = try stage.run("unshare -m bash -c '\(script.replacing("'", with: "'\\''"))'")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines == ["exit 1", "exit 0", "b", "exit 1", "sound"], "\(outcome.output)")
        #expect(outcome.errors.contains("there is no space left for the backup"))
        #expect(outcome.errors.contains("no backup could be made in") && outcome.errors.contains("Read-only file system"))
        #expect(ErrorRule.breaches(of: .init(output: outcome.output, errors: outcome.errors, status: 1)).isEmpty)
    }

    @Test(.enabled(if: Machine.letsUsMount)) func `a home that cannot be written can be read, and stays as it was`() throws {
        let stage = try Stage()
        defer { stage.strike() }
        let script = """
            mkdir small; mount -t tmpfs -o size=2m,mode=700 none small; tenure init small/home --sandbox >/dev/null; export TENURE_HOME=small/home
            mount -o remount,ro small; sha256sum < small/home/ledger.db
            tenure person list >/dev/null; echo "exit $?"; tenure person add 'Some One' --mail one@example.com --reason x; echo "exit $?"
            tenure run; echo "exit $?"; sha256sum < small/home/ledger.db
            """
        let outcome = try stage.run("unshare -m bash -c '\(script.replacing("'", with: "'\\''"))'")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(Set(lines.filter { $0.hasSuffix(" -") }).count == 1)
        #expect(lines.filter { $0.hasPrefix("exit") } == ["exit 0", "exit 1", "exit 1"], "\(outcome.output)")
        #expect(outcome.errors.contains("cannot be written"))
        #expect(ErrorRule.breaches(of: .init(output: outcome.output, errors: outcome.errors, status: 1)).isEmpty)
    }
}
