/// The policy that takes everything away: suspension and revocation put it on a user before anything else.
///
/// It holds for sessions that are already open, too. What it cannot stop: GetCallerIdentity, and GetSessionToken, whose
/// credentials are then denied as well.
public enum CutPolicy {
    /// The document, the same in every partition and without a name of anybody.
    public static let document =
        #"{"Version":"2012-10-17","Statement":[{"Sid":"DenyEverything","Effect":"Deny","Action":"*","Resource":"*"}]}"#
}
