import Foundation
import Lifecycle

/// Rights that are drawn from a register for an auditor, who can draw the same again with nothing but the register and the seed.
public struct AuditSample: Sendable {
    /// One right, and its name in the draw.
    public struct Unit: Hashable, Sendable {
        /// The record, and which of its rights it is, from 1: `U-12/1`.
        public let name: String
        public let entry: GrantEntry
        /// SHA-256 of the seed, a line feed and the name: the smallest are drawn.
        public let draw: Digest
    }

    public let seed: String
    /// Everything that could have been drawn.
    public let population: Int
    /// What was, smallest first.
    public let units: [Unit]

    /// Draws so many of the rights that were granted in a time, or all of them if there are fewer.
    public init(_ count: Int, of register: GrantRegister, from start: Date?, seed: String) {
        var ordinals: [RecordID: Int] = [:]
        var units: [Unit] = []
        for entry in register.entries {
            ordinals[entry.record, default: 0] += 1
            let name = "\(entry.record)/\(ordinals[entry.record, default: 1])"
            guard start.map({ $0 <= entry.granted }) ?? true else { continue }
            units.append(Unit(name: name, entry: entry, draw: Digest.of(text: "\(seed)\n\(name)")))
        }
        self.seed = seed
        population = units.count
        self.units = Array(units.sorted { $0.draw < $1.draw }.prefix(count))
    }
}
