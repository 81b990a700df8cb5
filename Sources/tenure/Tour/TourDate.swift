import Foundation

/// Days that the tour types.
enum TourDate {
    /// A day about three months from now: within what the privileged workflow allows, and later than the tour's own time.
    static var inThreeMonths: String {
        Date().addingTimeInterval(90 * 86_400).formatted(.iso8601.year().month().day())
    }
}
