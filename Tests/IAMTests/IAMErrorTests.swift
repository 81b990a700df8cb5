import IAM
import Testing

@Suite struct IAMErrorTests {
    @Test(arguments: ["AccessDenied", "NoSuchEntity", "Throttling", "InvalidClientTokenId", "SomethingElse"])
    func `a code is written as it was read, and is equal to itself`(text: String) {
        #expect(IAMError.Code(rawValue: text).rawValue == text)
        #expect(IAMError.Code(rawValue: text) == IAMError.Code(rawValue: text))
        #expect(IAMError.Code(rawValue: text) != IAMError.Code.deleteConflict)
    }
}
