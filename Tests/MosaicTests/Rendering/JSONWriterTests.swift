import Foundation
import Testing
import VaultModel

@testable import mosaic

struct JSONWriterTests {
    private func text(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("Objects, arrays and all sorts of values nest, with commas between")
    func structure() {
        let json = text {
            $0.object {
                $0.member("id", "7k")
                $0.member("agentId", String?.none)
                $0.member("tags", ["a", "b"])
                $0.member("none", [String]())
                $0.member("count", 3)
                $0.member("part", 0.5)
                $0.member("isOpen", true)
                $0.member("inner") {
                    $0.object {
                        $0.member("x") {
                            $0.array {
                                $0.value(-1); $0.null()
                            }
                        }
                    }
                }
                $0.member("empty") { $0.object { _ in } }
            }
        }
        #expect(
            json
                == #"{"id":"7k","agentId":null,"tags":["a","b"],"none":[],"count":3,"part":0.5,"isOpen":true,"#
                + #""inner":{"x":[-1,null]},"empty":{}}"#)
    }

    @Test("Several documents are a line each")
    func lines() {
        let json = text {
            $0.value("a")
            $0.endLine()
            $0.value(2)
            $0.endLine()
        }
        #expect(json == "\"a\"\n2\n")
    }

    @Test(
        "Numbers are such as JSON has",
        arguments: [(1.0, "1.0"), (-0.0, "-0.0"), (1e300, "1e+300"), (.nan, "null"), (.infinity, "null")])
    func numbers(number: Double, expected: String) {
        #expect(text { $0.value(number) } == expected)
    }

    @Test("What a terminal takes as an order is escaped")
    func controls() {
        #expect(text { $0.value("\u{7F}\u{9B}\u{A0}\u{1B}\n\"\\/") } == "\"\\u007f\\u009b\u{A0}\\u001b\\n\\\"\\\\/\"")
        #expect(
            text { $0.value("a\u{202E}b\u{2066}\u{2069}\u{2028}屋\u{200F}\u{2027}\u{202F}\u{2065}\u{206A}é") }
                == "\"a\\u202eb\\u2066\\u2069\\u2028屋\u{200F}\u{2027}\u{202F}\u{2065}\u{206A}é\"")
    }

    @Test("Foundation reads every random string back as it was")
    func random() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomSource.seeded(seed)
        for _ in 0..<3000 {
            let key = random.string(upTo: 8).replacing("\u{FEFF}", with: "")
            // Foundation takes a byte order mark at an end of a string for one of the bytes.
            let value = random.string(upTo: 40).replacing("\u{FEFF}", with: "")
            var writer = JSONWriter()
            writer.object { $0.member(key, [value]) }
            let read = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: [String]]
            let entry = try #require(read?.first, "seed \(seed)")
            #expect(entry.key.unicodeScalars.elementsEqual(key.unicodeScalars), "seed \(seed)")
            #expect(entry.value[0].unicodeScalars.elementsEqual(value.unicodeScalars), "seed \(seed)")
            let isTame = writer.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            #expect(isTame, "seed \(seed)")
        }
    }

    @Test("Front matter values keep their types and their order")
    func fieldValues() {
        let value = FieldValue.mapping([
            .init(key: "z", value: .list([.integer(1), .number(1.5), .null])),
            .init(key: "a", value: .boolean(false)), .init(key: "s", value: .string("no")),
        ])
        #expect(text { $0.value(value) } == #"{"z":[1,1.5,null],"a":false,"s":"no"}"#)
    }
}
