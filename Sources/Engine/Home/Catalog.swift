import Foundation
import Lifecycle
import Shipped

/// The workflows and templates of a home: copies of the shipped ones that belong to its operators.
public enum Catalog {
    /// Writes the shipped files into a new home.
    public static func write(to directory: URL) throws {
        for (name, text) in Shipped.workflows {
            try PrivateFile.write(Data(text.utf8), to: Home.url(.workflows, in: directory).appending(path: name), isReplaceable: true)
        }
        for (name, text) in Shipped.templates {
            try PrivateFile.write(Data(text.utf8), to: Home.url(.templates, in: directory).appending(path: name), isReplaceable: true)
        }
    }

    /// The home's templates by file name.
    public static func templates(in directory: URL) throws -> [String: String] {
        let folder = Home.url(.templates, in: directory)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") || $0.hasSuffix(".html") }
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) })
    }

    /// The home's workflow files, by path, in order of their names.
    public static func workflowFiles(in directory: URL) throws -> [URL] {
        let folder = Home.url(.workflows, in: directory)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        return names.sorted().map { folder.appending(path: $0) }
    }
}

extension Catalog {
    /// The workflow files that come with the program, by file name.
    public static var shippedWorkflows: [String: String] { Shipped.workflows }
}
