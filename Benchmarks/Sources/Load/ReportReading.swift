import Foundation
import IAM

/// Reads a credential report of so many rows, five times, and says how long the quickest took.
struct ReportReading {
    private let text: String

    init(rows: Int) {
        let line = { (number: Int) in
            "user.\(number),arn:aws:iam::123456789012:user/user.\(number),2026-01-02T03:04:05+00:00,true,2026-10-01T00:00:00+00:00,"
                + "2026-09-01T00:00:00+00:00,2026-12-01T00:00:00+00:00,true,true,2026-08-01T00:00:00+00:00,2026-10-02T00:00:00+00:00,us-east-1,s3,"
                + "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"
        }
        let head =
            "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
            + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
            + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
            + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
        text = head + (0..<rows).map(line).joined()
    }

    func measure() throws {
        for _ in 0..<5 {
            let watch = Stopwatch()
            let report = try CredentialReport(text)
            print(watch.lap, report.rows.count)
        }
    }
}
