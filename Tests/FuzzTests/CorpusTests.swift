import Foundation
import Fuzzing
import TestSupport
import Testing

/// What the fuzzer starts from, and what it has found, is read as any other input is.
struct CorpusTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Corpora")

    @Test("Every input of the corpora is read without a fault", arguments: FuzzTarget.allCases)
    func corpus(target: FuzzTarget) throws {
        let folder = Self.folder.appendingPathComponent(target.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count > 2)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            #expect(target.fault(bytes) == nil, "\(target)/\(name)")
        }
    }

    @Test("Parts and mixtures of the corpora are read without a fault", arguments: FuzzTarget.allCases)
    func mixtures(target: FuzzTarget) throws {
        let folder = Self.folder.appendingPathComponent(target.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var random = SeededGenerator(seed: 20_261_124)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            for round in 0..<20 where !bytes.isEmpty {
                var other = bytes
                let place = Int.random(in: 0..<other.count, using: &random)
                switch round % 4 {
                case 0: other.removeSubrange(place...)
                case 1: other[place] = UInt8.random(in: 0...255, using: &random)
                case 2: other.remove(at: place)
                default: other.insert(contentsOf: bytes[place...].prefix(9), at: place / 2)
                }
                #expect(target.fault(other) == nil, "\(target)/\(name), round \(round), at \(place)")
            }
        }
    }
}
