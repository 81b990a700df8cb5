/// Answers in the shapes that IAM gives them.
enum Answers {
    static func result(_ action: String, _ inner: String) -> String {
        """
        <\(action)Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <\(action)Result>\(inner)</\(action)Result>
          <ResponseMetadata><RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId></ResponseMetadata>
        </\(action)Response>
        """
    }

    static func done(_ action: String) -> String {
        "<\(action)Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></\(action)Response>"
    }

    static func error(_ code: String, _ message: String = "Rate exceeded") -> String {
        """
        <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <Error><Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message></Error>
          <RequestId>e-1</RequestId>
        </ErrorResponse>
        """
    }

    static func user(_ name: String, more: String = "") -> String {
        "<Path>/</Path><UserName>\(name)</UserName><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>"
            + "<Arn>arn:aws:iam::123456789012:user/\(name)</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate>\(more)"
    }

    static func users(_ names: [String], marker: String? = nil) -> String {
        let members = names.map { "<member>\(user($0))</member>" }.joined()
        let end = marker.map { "<IsTruncated>true</IsTruncated><Marker>\($0)</Marker>" } ?? "<IsTruncated>false</IsTruncated>"
        return result("ListUsers", "<Users>\(members)</Users>\(end)")
    }

    static let page = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\"><title>500</title><h1>Internal Server Error</h1>"
}
