import GRDB

/// `value_setting(SETS, LEAVES, LINE, BASE, ENTERS, TIME)`: of the changes of a field in the order of the stack, when the present
/// value was set, as blame finds it: what a merge did not take over, and what it found there already, has set nothing.
///
/// `SETS` and `LEAVES` tell whether a change is one to the present value, and one from it.
/// `LINE` is that of its commit, `BASE` the place that the line goes on from, and `ENTERS` the place at which the
/// change came to the line of the head: of one on that line its own. `TIME` is the result.
struct ValueSetting: DatabaseAggregate {
    static let name = "value_setting"

    private var time: DatabaseValue = .null
    /// Where the value came to the line of the head; nil while nothing has set it.
    private var place: Int64?
    /// True where something that came later has given it up, so that it may be set anew.
    private var isLeft = false
    /// Where what each side branch gave up came to the line of the head.
    private var branches: [Int64: Int64] = [:]

    mutating func step(_ values: [DatabaseValue]) {
        let sets = Bool.fromDatabaseValue(values[0]) ?? false
        let line = Int64.fromDatabaseValue(values[2]) ?? 0
        let enters = Int64.fromDatabaseValue(values[4]) ?? 0
        guard sets else {
            if Bool.fromDatabaseValue(values[1]) ?? false {
                isLeft = true
                if line != CommitLines.spine { branches[line] = enters }
            }
            return
        }
        if line != CommitLines.spine {
            // The line of the head has not seen that a branch gave up what it then took back.
            if branches[line] == enters { return }
            let sawValue = place.map { $0 <= Int64.fromDatabaseValue(values[3]) ?? -1 } ?? true
            guard isLeft || sawValue else { return }
        }
        (time, place, isLeft) = (values[5], enters, false)
    }

    func finalize() -> (any DatabaseValueConvertible)? { time }
}
