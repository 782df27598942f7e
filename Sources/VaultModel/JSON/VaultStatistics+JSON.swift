extension JSONWriter {
    /// Writes how work goes. Lengths of time are in seconds, weeks are named by their Mondays; what a domain completed
    /// is one number a week, in the order of the weeks.
    package mutating func value(_ statistics: VaultStatistics) {
        object { writer in
            writer.member("entities", statistics.entities)
            writer.member("weeks") { writer in
                writer.array { writer in
                    for week in statistics.weeks {
                        writer.object { writer in
                            writer.member("monday", week.monday.description)
                            writer.member("created", week.created)
                            writer.member("completed", week.completed)
                            writer.member("activities", week.activities)
                        }
                    }
                }
            }
            writer.member("fromCreation") { $0.value(statistics.fromCreation) }
            writer.member("fromStart") { $0.value(statistics.fromStart) }
            writer.member("statuses") { writer in
                writer.array { writer in
                    for stay in statistics.stays {
                        writer.object { writer in
                            writer.member("type", stay.kind)
                            writer.member("status", stay.status)
                            writer.member("stay") { $0.value(stay.durations) }
                        }
                    }
                }
            }
            writer.member("domains") { writer in
                writer.array { writer in
                    for share in statistics.domains {
                        writer.object { writer in
                            writer.member("domain", share.name)
                            writer.member("activities", share.activities)
                            writer.member("completed") { writer in
                                writer.array { writer in for count in share.completed { writer.value(count) } }
                            }
                        }
                    }
                }
            }
            writer.member("people") { writer in
                writer.array { writer in
                    for share in statistics.people {
                        writer.object { writer in
                            writer.member("userId", share.name)
                            writer.member("activities", share.activities)
                        }
                    }
                }
            }
        }
    }

    private mutating func value(_ durations: VaultStatistics.Durations?) {
        guard let durations else { return null() }
        object { writer in
            writer.member("count", durations.count)
            writer.member("median", durations.median)
            writer.member("ninetieth", durations.ninetieth)
        }
    }
}
