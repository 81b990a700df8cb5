import Foundation

extension CredentialReport {
    /// Reads a report, or says on which line it is none.
    ///
    /// Refused: a missing column, a row of another length, a value outside AWS's vocabulary, a user named twice (whatever the case).
    public init(_ text: String) throws(CredentialReportError) {
        var scanner = CSVScanner(text)
        guard try scanner.advanceInReport() else { throw CredentialReportError(line: 1, problem: .empty) }
        let header = try Header(scanner)
        var rows: [Row] = []
        var seen: Set<String> = []
        while try scanner.advanceInReport() {
            let reader = try RowReader(scanner: scanner, header: header)
            let row = try reader.row()
            guard seen.insert(row.subject.description.lowercased()).inserted else {
                throw CredentialReportError(line: scanner.line, problem: .repeatedUser(row.subject.description))
            }
            rows.append(row)
        }
        self.init(rows: rows, extraColumns: header.extra.map(\.name))
    }
}

extension CSVScanner {
    fileprivate mutating func advanceInReport() throws(CredentialReportError) -> Bool {
        do {
            return try advance()
        } catch {
            throw CredentialReportError(line: error.line, problem: .csv(error.problem))
        }
    }
}

/// Which column stands where.
private struct Header {
    let count: Int
    /// The place of each known column in a row, in the order of `CredentialReport.columns`.
    let places: [Int]
    let extra: [(name: String, place: Int)]

    init(_ scanner: CSVScanner) throws(CredentialReportError) {
        let names = scanner.fields.map { scanner.text($0) }
        for (place, name) in names.enumerated() where names[..<place].contains(name) {
            throw CredentialReportError(line: scanner.line, problem: .repeatedColumn(name))
        }
        var places: [Int] = []
        for column in CredentialReport.columns {
            guard let place = names.firstIndex(of: column) else {
                throw CredentialReportError(line: scanner.line, problem: .missingColumn(column))
            }
            places.append(place)
        }
        self.count = names.count
        self.places = places
        self.extra = names.enumerated().filter { !CredentialReport.columns.contains($0.element) }.map { ($0.element, $0.offset) }
    }
}

/// Reads one row's fields as what their columns hold.
private struct RowReader {
    typealias Column = CredentialReport.Column

    let scanner: CSVScanner
    let header: Header

    init(scanner: CSVScanner, header: Header) throws(CredentialReportError) {
        guard scanner.fields.count == header.count else {
            throw CredentialReportError(line: scanner.line, problem: .wrongFieldCount(scanner.fields.count, expected: header.count))
        }
        self.scanner = scanner
        self.header = header
    }

    func row() throws(CredentialReportError) -> CredentialReport.Row {
        CredentialReport.Row(
            subject: try subject(), arn: try arn(), created: try requiredDate(.created),
            passwordEnabled: try boolean(.passwordEnabled), passwordLastUsed: try lastUse(.passwordLastUsed),
            passwordLastChanged: try date(.passwordLastChanged), passwordNextRotation: try date(.passwordNextRotation),
            mfaActive: try boolean(.mfaActive) ?? false,
            keys: try [
                key(1, .key1Active, .key1Rotated, .key1Used, (.key1Region, .key1Service)),
                key(2, .key2Active, .key2Rotated, .key2Used, (.key2Region, .key2Service)),
            ].compactMap(\.self),
            certificates: try [
                certificate(1, .certificate1Active, .certificate1Rotated), certificate(2, .certificate2Active, .certificate2Rotated),
            ].compactMap(\.self),
            extra: extra())
    }

    private func subject() throws(CredentialReportError) -> CredentialReport.Subject {
        let name = text(.user)
        if name == CredentialReport.rootName { return .root }
        guard let user = try? UserName(name) else { throw invalid(.user) }
        return .user(user)
    }

    private func arn() throws(CredentialReportError) -> ARN {
        guard let arn = try? ARN(text(.arn)) else { throw invalid(.arn) }
        return arn
    }

    private func key(
        _ slot: Int, _ active: Column, _ rotated: Column, _ used: Column, _ place: (region: Column, service: Column)
    ) throws(CredentialReportError) -> CredentialReport.Key? {
        let isActive = try boolean(active) ?? false
        let lastRotated = try date(rotated)
        guard isActive || lastRotated != nil else { return nil }
        return CredentialReport.Key(
            slot: slot, isActive: isActive, lastRotated: lastRotated, lastUsed: try date(used),
            lastUsedRegion: applicable(place.region), lastUsedService: applicable(place.service))
    }

    private func certificate(_ slot: Int, _ active: Column, _ rotated: Column) throws(CredentialReportError) -> CredentialReport
        .Certificate?
    {
        let isActive = try boolean(active) ?? false
        let lastRotated = try date(rotated)
        guard isActive || lastRotated != nil else { return nil }
        return CredentialReport.Certificate(slot: slot, isActive: isActive, lastRotated: lastRotated)
    }

    private func extra() -> [String: String] {
        guard !header.extra.isEmpty else { return [:] }
        return Dictionary(uniqueKeysWithValues: header.extra.map { ($0.name, scanner.text(scanner.fields[$0.place])) })
    }

    private func lastUse(_ column: Column) throws(CredentialReportError) -> CredentialReport.LastUse {
        switch Sentinel(bytes(column)) {
        case .notApplicable: .notApplicable
        case .noInformation: .noInformation
        case .notSupported: .notSupported
        case nil: .at(try requiredDate(column))
        }
    }

    private func date(_ column: Column) throws(CredentialReportError) -> Date? {
        Sentinel(bytes(column)) == nil ? try requiredDate(column) : nil
    }

    private func requiredDate(_ column: Column) throws(CredentialReportError) -> Date {
        guard let date = ReportTime.date(bytes(column)) else { throw invalid(column) }
        return date
    }

    private func boolean(_ column: Column) throws(CredentialReportError) -> Bool? {
        let bytes = bytes(column)
        if bytes.elementsEqual("false".utf8) { return false }
        if bytes.elementsEqual("true".utf8) { return true }
        if Sentinel(bytes) != nil { return nil }
        switch text(column).lowercased() {
        case "true": return true
        case "false": return false
        default: throw invalid(column)
        }
    }

    private func applicable(_ column: Column) -> String? { Sentinel(bytes(column)) == nil ? text(column) : nil }
    private func bytes(_ column: Column) -> ArraySlice<UInt8> { scanner.bytes[field(column).range] }
    private func text(_ column: Column) -> String { scanner.text(field(column)) }
    // The header has every column and the row its length: both were checked when they were made.
    private func field(_ column: Column) -> CSVScanner.Field { scanner.fields[header.places[column.rawValue]] }

    private func invalid(_ column: Column) -> CredentialReportError {
        CredentialReportError(line: scanner.line, problem: .invalidValue(text(column), column: column.name))
    }
}

/// AWS's words for "there is no value here".
private enum Sentinel {
    case notApplicable, noInformation, notSupported

    init?(_ bytes: ArraySlice<UInt8>) {
        // Dates begin with a digit: most fields are told apart by their first byte.
        guard let first = bytes.first, first == UInt8(ascii: "N") || first == UInt8(ascii: "n") else { return nil }
        if bytes.elementsEqual("N/A".utf8) {
            self = .notApplicable
        } else if bytes.elementsEqual("no_information".utf8) {
            self = .noInformation
        } else if bytes.elementsEqual("not_supported".utf8) {
            self = .notSupported
        } else {
            return nil
        }
    }
}
