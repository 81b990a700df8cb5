import Foundation
import IAM

extension Filing {
    /// A form for the use of a break-glass user: no stage to pass, but its holder's signature.
    ///
    /// It is bound to what the groups allow now. An hour later it is too late to carry it out.
    public func breakGlass(
        _ draft: Draft, of record: UserRecord, plan: Workflow, in view: AccountView
    ) throws(Refusal) -> RequestForm {
        guard plan.glassTime != nil else {
            throw Refusal(
                .wrongState, "\(record.id) is no break-glass user",
                hint: "ask for another profile with 'tenure request change \(record.id)'")
        }
        guard record.stage == .active, !record.facts.contains(.entitlements), record.revocation == nil, record.suspension == nil,
            !(record.use?.isOpen ?? false)
        else {
            throw Refusal(
                .wrongState, "the glass of \(record.id) cannot be broken in state '\(record.state)'",
                hint: "see 'tenure explain \(record.id)'")
        }
        let ask = Ask.breakGlass(AskedGlass(record: record.id, grant: try Grant.current(record.grant.groups, in: view)))
        let plan = ApprovalPlan(expires: .hours(1), beginWithin: .hours(1), stages: [])
        return try form(ask, draft, subject: record.person, risk: .critical, plan: plan)
    }
}
