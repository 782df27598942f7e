import VaultModel

/// What was measured on each vault, as a table for people or as JSON for programs.
struct MeasurementReport {
    var machine: Machine
    var runs: Int
    var vaults: [(name: String, measurements: [Measurement])] = []

    var text: String {
        var text = "\(machine.text)\n\(runs == 1 ? "One run" : "Medians of \(runs) runs").\n"
        for vault in vaults {
            let header = [vault.name, "measured", "floor", "ratio", "target", ""]
            let rows = vault.measurements.map { measurement in
                [
                    measurement.name, Self.text(measurement.value, measurement.unit),
                    measurement.floor.map { Self.text($0, measurement.unit) } ?? measurement.missingFloor ?? "",
                    measurement.ratio.map { Self.decimal($0, digits: 2) } ?? "", measurement.target ?? "",
                    measurement.isReached.map { $0 ? "reached" : "missed" } ?? "",
                ]
            }
            text += "\n" + Self.table([header] + rows)
        }
        for growth in growths {
            let header = ["from \(growth.from) to \(growth.to)", growth.from, growth.to, "times", "target", ""]
            let rows = growth.costs.map { cost in
                [
                    cost.name, Self.text(cost.before, cost.unit), Self.text(cost.after, cost.unit),
                    Self.decimal(cost.factor, digits: 2), cost.isReached == nil ? "" : "at most \(Growth.most)",
                    cost.isReached.map { $0 ? "reached" : "missed" } ?? "",
                ]
            }
            text += "\n" + Self.table([header] + rows)
        }
        return text
    }

    /// Each vault against the one before it.
    private var growths: [Growth] {
        zip(vaults, vaults.dropFirst()).map { Growth(from: $0.name, to: $1.name, $0.measurements, $1.measurements) }
    }

    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("processor", machine.processor)
            writer.member("cores", machine.cores)
            writer.member("system", machine.system)
            writer.member("git", machine.git)
            writer.member("runs", runs)
            writer.member("vaults") { $0.array { writer in vaults.forEach { Self.write($0, to: &writer) } } }
            writer.member("growths") { $0.array { writer in growths.forEach { Self.write($0, to: &writer) } } }
        }
        writer.endLine()
        return writer.bytes
    }

    private static func write(_ vault: (name: String, measurements: [Measurement]), to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", vault.name)
            writer.member("measurements") { writer in
                writer.array { writer in
                    for measurement in vault.measurements {
                        writer.object { writer in
                            writer.member("name", measurement.name)
                            writer.member("unit", measurement.unit.rawValue)
                            writer.member("value", measurement.value)
                            if let floor = measurement.floor { writer.member("floor", floor) }
                            if let ratio = measurement.ratio { writer.member("ratio", ratio) }
                            if let reason = measurement.missingFloor { writer.member("missingFloor", reason) }
                            writer.member("target", measurement.target)
                            if let isReached = measurement.isReached { writer.member("isReached", isReached) }
                        }
                    }
                }
            }
        }
    }

    private static func write(_ growth: Growth, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("from", growth.from)
            writer.member("to", growth.to)
            writer.member("costs") { writer in
                writer.array { writer in
                    for cost in growth.costs {
                        writer.object { writer in
                            writer.member("name", cost.name)
                            writer.member("unit", cost.unit.rawValue)
                            writer.member("before", cost.before)
                            writer.member("after", cost.after)
                            writer.member("factor", cost.factor)
                            if let isReached = cost.isReached { writer.member("isReached", isReached) }
                        }
                    }
                }
            }
        }
    }

    // MARK: - Text

    private static func text(_ value: Double, _ unit: Measurement.Unit) -> String {
        let digits =
            switch unit {
            case .seconds: 2
            case .milliseconds, .microseconds: 1
            case .megabytes: 0
            }
        return "\(decimal(value, digits: digits)) \(unit.rawValue)"
    }

    /// A number that is not negative, rounded.
    private static func decimal(_ value: Double, digits: Int) -> String {
        guard digits > 0 else { return String(Int(value.rounded())) }
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return "\(scaled / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }

    /// Aligned columns: words to the left, numbers to the right.
    private static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return (1...3).contains(column) ? space + cell : cell + space
            }
            var line = cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
