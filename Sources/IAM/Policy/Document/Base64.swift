import Foundation

/// The bytes that a condition's binary value stands for.
enum Base64 {
    static func decode(_ text: String) -> Data? { Data(base64Encoded: text) }
}
