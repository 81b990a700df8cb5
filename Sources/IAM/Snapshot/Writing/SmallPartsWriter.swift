/// Writes the small files of a snapshot as the AWS CLI does.
public enum SmallPartsWriter {
    /// `account-summary.json`
    public static func text(_ summary: [String: Int]) -> String {
        let entries = summary.sorted { $0.key < $1.key }.map { "\n    \(JSONText.quoted($0.key)): \($0.value)" }
        return "{\"SummaryMap\": {\(entries.joined(separator: ","))\n}}\n"
    }

    /// `account-password-policy.json`; that there is no policy is written as null.
    public static func text(_ rule: PasswordRule) -> String {
        guard case .set(let policy) = rule else { return "{\"PasswordPolicy\": null}\n" }
        let object = JSONText.object([
            "MinimumPasswordLength": "\(policy.minimumLength)", "RequireSymbols": "\(policy.requiresSymbols)",
            "RequireNumbers": "\(policy.requiresNumbers)", "RequireUppercaseCharacters": "\(policy.requiresUppercase)",
            "RequireLowercaseCharacters": "\(policy.requiresLowercase)", "AllowUsersToChangePassword": "\(policy.usersMayChange)",
            "ExpirePasswords": "\(policy.maximumAge != nil)", "MaxPasswordAge": policy.maximumAge.map(String.init),
            "PasswordReusePrevention": policy.reusePrevention.map(String.init), "HardExpiry": "\(policy.hardExpiry)",
        ])
        return "{\"PasswordPolicy\": \(object)}\n"
    }

    /// `virtual-mfa-devices.json`
    public static func text(_ devices: [MFADevice], in account: AccountID, _ partition: Partition) -> String {
        func owner(_ device: MFADevice) -> String? {
            if let name = device.user { return JSONText.object(["UserName": JSONText.quoted(name.text)]) }
            guard device.isOfRoot else { return nil }
            let root = ARN(partition: partition, service: "iam", account: account.text, resource: "root")
            return JSONText.object(["Arn": JSONText.quoted(root.description)])
        }
        return list(
            "VirtualMFADevices",
            devices.map { device in
                JSONText.object([
                    "SerialNumber": JSONText.quoted(device.serial.text), "User": owner(device),
                    "EnableDate": device.enabled.map(JSONText.date),
                ])
            })
    }

    /// `server-certificates.json`
    public static func text(_ certificates: [ServerCertificate]) -> String {
        list(
            "ServerCertificateMetadataList",
            certificates.map { certificate in
                JSONText.object([
                    "ServerCertificateName": JSONText.quoted(certificate.name), "Arn": JSONText.quoted(certificate.arn.description),
                    "UploadDate": certificate.uploaded.map(JSONText.date), "Expiration": certificate.expires.map(JSONText.date),
                ])
            })
    }

    /// `service-last-accessed/USER.json`
    public static func text(_ accessed: LastAccessed) -> String {
        let services = accessed.services.map { service in
            JSONText.object([
                "ServiceNamespace": JSONText.quoted(service.namespace), "LastAuthenticated": service.last.map(JSONText.date),
            ])
        }
        return "{\"JobStatus\": \"COMPLETED\", \"JobCompletionDate\": \(JSONText.date(accessed.asOf)), \"ServicesLastAccessed\": ["
            + services.map { "\n    \($0)" }.joined(separator: ",") + "\n]}\n"
    }

    private static func list(_ name: String, _ items: [String]) -> String {
        "{\"\(name)\": [" + items.map { "\n    \($0)" }.joined(separator: ",") + "\n]}\n"
    }
}
