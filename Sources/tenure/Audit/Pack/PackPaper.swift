import Engine
import Foundation
import Lifecycle

/// A paper of a pack, and what the index says of it.
struct PackPaper {
    let name: String
    let about: Bilingual
    let data: Data

    init(_ name: String, _ about: Bilingual, _ text: String) {
        self.name = name
        self.about = about
        data = Data(text.utf8)
    }

    init(_ name: String, _ about: Bilingual, data: Data) {
        self.name = name
        self.about = about
        self.data = data
    }

    var exported: Exporting.Paper { Exporting.Paper(name: name, data: data) }
}

extension Sheet {
    /// A register as papers: a page in each language, and a table for a spreadsheet in the home's own.
    static func papers(
        _ name: String, _ about: Bilingual, in place: Workplace, _ sheet: (Language) throws -> Sheet
    ) rethrows -> [PackPaper] {
        let pages = try Language.allCases.map { PackPaper("\(name).\($0.rawValue).html", about, try sheet($0).html(in: place)) }
        return pages + [PackPaper("\(name).csv", about, try sheet(place.settings.language).csv(in: place, forPeople: true))]
    }
}
