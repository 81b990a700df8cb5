/// The files that come with the program, by name; a new home gets copies of them.
public enum Shipped {
    /// The Python program that checks an export of the history by itself.
    public static let verifier = text(PackageResources.verify_py)

    /// The workflow files: `standard.yaml`…
    public static let workflows: [String: String] = [
        "standard.yaml": text(PackageResources.standard_yaml),
        "break-glass.yaml": text(PackageResources.break_glass_yaml),
        "privileged.yaml": text(PackageResources.privileged_yaml),
        "contractor.yaml": text(PackageResources.contractor_yaml),
        "existing-user.yaml": text(PackageResources.existing_user_yaml),
    ]

    /// The templates of guides and mails: `guide-new.ko.md`…
    public static let templates: [String: String] = [
        "about-user.en.md": text(PackageResources.about_user_en_md),
        "about-user.ko.md": text(PackageResources.about_user_ko_md),
        "access-keys.en.md": text(PackageResources.access_keys_en_md),
        "access-keys.ko.md": text(PackageResources.access_keys_ko_md),
        "before-you-begin.en.md": text(PackageResources.before_you_begin_en_md),
        "before-you-begin.ko.md": text(PackageResources.before_you_begin_ko_md),
        "consequence.en.md": text(PackageResources.consequence_en_md),
        "consequence.ko.md": text(PackageResources.consequence_ko_md),
        "contact.en.md": text(PackageResources.contact_en_md),
        "contact.ko.md": text(PackageResources.contact_ko_md),
        "duty-of-care.en.md": text(PackageResources.duty_of_care_en_md),
        "duty-of-care.ko.md": text(PackageResources.duty_of_care_ko_md),
        "enrolment.en.md": text(PackageResources.enrolment_en_md),
        "enrolment.ko.md": text(PackageResources.enrolment_ko_md),
        "guide-admin.en.md": text(PackageResources.guide_admin_en_md),
        "guide-admin.ko.md": text(PackageResources.guide_admin_ko_md),
        "guide-existing.en.md": text(PackageResources.guide_existing_en_md),
        "guide-existing.ko.md": text(PackageResources.guide_existing_ko_md),
        "guide-new.en.md": text(PackageResources.guide_new_en_md),
        "guide-new.ko.md": text(PackageResources.guide_new_ko_md),
        "guide-notice.en.md": text(PackageResources.guide_notice_en_md),
        "guide-notice.ko.md": text(PackageResources.guide_notice_ko_md),
        "mail-break-glass.en.md": text(PackageResources.mail_break_glass_en_md),
        "mail-break-glass.ko.md": text(PackageResources.mail_break_glass_ko_md),
        "mail-guide.en.md": text(PackageResources.mail_guide_en_md),
        "mail-guide.ko.md": text(PackageResources.mail_guide_ko_md),
        "mail-password-expiry.en.md": text(PackageResources.mail_password_expiry_en_md),
        "mail-password-expiry.ko.md": text(PackageResources.mail_password_expiry_ko_md),
        "mail-reminder.en.md": text(PackageResources.mail_reminder_en_md),
        "mail-reminder.ko.md": text(PackageResources.mail_reminder_ko_md),
        "mail-suspended.en.md": text(PackageResources.mail_suspended_en_md),
        "mail-suspended.ko.md": text(PackageResources.mail_suspended_ko_md),
        "mail-waiting.en.md": text(PackageResources.mail_waiting_en_md),
        "mail-waiting.ko.md": text(PackageResources.mail_waiting_ko_md),
        "page.html": text(PackageResources.page_html),
        "sandbox.en.md": text(PackageResources.sandbox_en_md),
        "sandbox.ko.md": text(PackageResources.sandbox_ko_md),
        "trouble.en.md": text(PackageResources.trouble_en_md),
        "trouble.ko.md": text(PackageResources.trouble_ko_md),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
