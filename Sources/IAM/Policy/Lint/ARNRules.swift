extension PolicyLint {
    /// The partitions of AWS, the secret ones among them.
    private static let partitions = Set(Partition.allCases.map(\.rawValue) + ["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"])

    /// Every ARN has six parts and says which service it is of.
    mutating func lintARNs(of statement: LintedStatement) {
        for (resource, position) in statement.resourceEntries {
            guard case .arn(let pattern) = resource else { continue }
            guard pattern.segments.count == 6 else {
                report(
                    .shortARN, at: position, "\(pattern.text.cited) has \(pattern.segments.count) of an ARN's six parts",
                    remedy: "write arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, or * for everything")
                continue
            }
            guard pattern.segments[2].text.contains(where: { $0 == "*" || $0 == "?" }) else { continue }
            report(
                .serviceWildcard, at: position,
                "\(pattern.text.cited) has a wildcard in the place of the service, which AWS does not document",
                remedy: "name the service, one ARN for each")
        }
    }

    /// An ARN of one partition never matches in another: all are of the one that the document is for, or of one and the same.
    mutating func lintPartitions() {
        let named = statements.flatMap(\.partitions)
        for (text, position) in named where !Self.partitions.contains(text) {
            report(
                .foreignPartition, at: position, "AWS has no partition \(text.cited)",
                remedy: "write one of \(Partition.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let known = named.filter { Self.partitions.contains($0.text) }
        guard let home = partition?.rawValue ?? known.mostCommon else { return }
        for (text, position) in known where text != home {
            report(
                .foreignPartition, at: position,
                partition == nil
                    ? "this ARN is of partition '\(text)', others here are of '\(home)': in no account do both match"
                    : "this ARN is of partition '\(text)' and never matches in '\(home)'",
                remedy: "write arn:\(home):…, or a document for each partition")
        }
    }
}

extension LintedStatement {
    /// The partitions that its ARNs name, without those that a wildcard or a variable leaves open.
    fileprivate var partitions: [(text: String, position: TextPosition)] {
        let resources = resourceEntries.compactMap { entry -> (ARNPattern, TextPosition)? in
            if case .arn(let pattern) = entry.pattern { (pattern, entry.position) } else { nil }
        }
        let operands = conditions.flatMap(\.operands).filter { $0.arn.isComplete }.map { ($0.arn, $0.position) }
        return (resources + operands).compactMap { pattern, position in
            guard pattern.segments.count > 1 else { return nil }
            let text = pattern.segments[1].text
            return text.contains(where: { "*?$".contains($0) }) ? nil : (text, position)
        }
    }
}

extension [(text: String, position: TextPosition)] {
    /// The text that occurs most often; of several the first.
    fileprivate var mostCommon: String? {
        let counts = reduce(into: [String: Int]()) { $0[$1.text, default: 0] += 1 }
        return self.max { left, right in counts[left.text, default: 0] < counts[right.text, default: 0] }?.text
    }
}
