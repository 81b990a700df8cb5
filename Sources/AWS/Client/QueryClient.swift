import Foundation
import IAM
import Logging

/// Signs, sends, reads and repeats calls in the Query protocol.
///
/// What was certainly not carried out is repeated after a pause, within the budget. What may have been carried out is
/// repeated only if it reads.
struct QueryClient: Sendable {
    let transport: Transport
    let credentials: CredentialSource
    let outside: Outside
    let rate: RateLimiter
    let budget: RetryBudget
    let retries: Retries
    let timeout: Duration
    let logger: Logger

    /// What the call answers, decoded. Throws `CallFailure`, or another error if the program is being stopped.
    func perform<Value>(_ call: QueryCall, _ decode: (XMLNode) throws(AnswerFault) -> Value) async throws -> Value {
        var attempt = 0
        var hasRenewed = false
        while true {
            try await rate.turn()
            try Task.checkCancellation()
            do {
                let value = try await once(call, decode)
                budget.repay(afterRetries: attempt)
                return value
            } catch let failure as CallFailure {
                attempt += 1
                note(failure, of: call, attempt)
                let isRenewal = failure.repetition == .withFreshCredentials
                guard failure.mayBeRepeated(call), !(isRenewal && hasRenewed), attempt < allowed(failure), budget.spend() else {
                    throw failure.after(attempt)
                }
                hasRenewed = hasRenewed || isRenewal
                try await outside.sleep(retries.wait(afterAttempt: attempt - 1, random: outside.random()))
            }
        }
    }

    // An endpoint that nobody listens at rarely comes back within the minute that throttling is given.
    private func allowed(_ failure: CallFailure) -> Int { failure.kind == .notSent ? min(3, retries.attempts) : retries.attempts }

    private func once<Value>(_ call: QueryCall, _ decode: (XMLNode) throws(AnswerFault) -> Value) async throws -> Value {
        let credentials = try await credentialsToSign()
        let reading: AnswerReading
        let root: XMLNode
        switch try await send(call, with: credentials) {
        case .notSent(let reason):
            let message = "no connection to \(call.service.endpoint.host): \(reason)"
            throw CallFailure(kind: .notSent, message: message, repetition: .ifRead)
        case .lost(let reason):
            throw CallFailure(kind: .unknownOutcome, message: "\(call.service.endpoint.host): \(reason)", repetition: .ifRead)
        case .answered(let answer):
            reading = AnswerReading(call: call, credentials: credentials, now: outside.now())
            do {
                root = try reading.root(of: answer)
            } catch {
                if error.repetition == .withFreshCredentials { await self.credentials.forget(credentials) }
                throw error
            }
        }
        do {
            return try decode(root)
        } catch {
            throw reading.incomplete(error, requestID: root.requestID)
        }
    }

    private func credentialsToSign() async throws -> Credentials {
        do {
            return try await credentials.current(over: transport)
        } catch let error as CredentialError {
            throw CallFailure(kind: .notSent, message: error.description, repetition: .never)
        }
    }

    private func send(_ call: QueryCall, with credentials: Credentials) async throws -> Exchange {
        let service = call.service
        let plain = SigV4.Request(
            path: service.endpoint.path,
            headers: [("Host", service.endpoint.host), ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
            body: call.form.body)
        let signer = SigV4(credentials: credentials, region: service.region, service: service.name)
        let headers = signer.headers(for: plain, at: outside.now()) + [("User-Agent", "tenure"), ("Accept", "text/xml")]
        return try await transport.send(.POST, service.endpoint.description, headers: headers, body: plain.body, within: timeout)
    }

    private func note(_ failure: CallFailure, of call: QueryCall, _ attempt: Int) {
        logger.debug(
            "a call failed",
            metadata: [
                "action": "\(call.action)", "attempt": "\(attempt)", "reason": "\(failure.message)",
                "request": "\(failure.requestID ?? "-")",
            ])
    }
}

extension CallFailure {
    /// The failure that is told after so many attempts.
    fileprivate func after(_ attempts: Int) -> CallFailure {
        guard attempts > 1 else { return self }
        var told = self
        told.message += " (tried \(attempts) times)"
        return told
    }
}
