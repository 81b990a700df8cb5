extension PolicyDocument {
    /// The one spelling of this document, to be hashed and compared: keys sorted, no white space, lists of one written as
    /// their element, booleans and numbers of conditions as strings. The order of lists and of statements is kept.
    ///
    /// Two documents with one canonical text decide every request alike. The reverse is not promised: `s3:get*` and
    /// `S3:Get*` mean the same and are spelled differently.
    public var canonicalText: String { JSONWriter.canonical(PolicyWriter.tree(of: self)) }
}
