/// Lets people come to beds, event by event. Whoever arrives takes a free bed at the nearest site in reach that has one.
/// Where none has, they wait, and the first of those who wait for a site takes the next bed that is freed there. Who
/// has waited longer than the longest wait is refused; who reaches no bed at all is refused at once. A stay that ends
/// at the moment of an arrival has ended before it, and a bed that is freed at the very end of a wait is still taken.
///
/// - Parameters:
///   - periods: one after the other, from day `start`. A bed that goes while it is taken goes when its stay ends.
///   - arrivals: in the order of their days; all within the periods.
///   - longestWaitDays: 0: nobody waits.
/// - Returns: one outcome a period.
public func simulateBeds(
    _ system: StaySystem, _ periods: [StayPeriod], arrivals: [StayArrival], longestWaitDays: Double,
    from start: Double = 0
) -> [StayOutcome] {
    var beds = BedSimulation(system, periods, longestWaitDays: longestWaitDays, start: start)
    var next = 0
    for period in periods.indices {
        let end = beds.begin(period)
        while next < arrivals.count, arrivals[next].day < end || period == periods.count - 1 {
            beds.arrive(arrivals[next])
            next += 1
        }
        beds.finish(at: end)
    }
    beds.close()
    return beds.outcomes
}

private struct BedSimulation {
    private struct Person {
        var arrival: StayArrival
        var period: Int
        var isWaiting = true
    }

    private let system: StaySystem
    private let periods: [StayPeriod]
    private let longestWaitDays: Double
    private(set) var outcomes: [StayOutcome]

    private var period = 0
    private var end: Double
    private var occupied: [Int]
    /// Until when the figures of each site are added up.
    private var settled: [Double]
    private var ends = StayEnds()
    /// Everybody who had to wait, in the order of arrival.
    private var people: [Person] = []
    private var waiting: WaitingLists

    init(_ system: StaySystem, _ periods: [StayPeriod], longestWaitDays: Double, start: Double) {
        self.system = system
        self.periods = periods
        self.longestWaitDays = longestWaitDays
        outcomes = periods.map { _ in StayOutcome(cellCount: system.cells.count, siteCount: system.siteCount) }
        end = start
        occupied = [Int](repeating: 0, count: system.siteCount)
        settled = [Double](repeating: start, count: system.siteCount)
        waiting = WaitingLists(siteCount: system.siteCount)
    }

    /// Begins a period where the last one ended, and gives the day on which it ends.
    mutating func begin(_ period: Int) -> Double {
        let start = end
        self.period = period
        end = start + Double(periods[period].days)
        for site in occupied.indices {
            outcomes[period].sites[site].bedDays = Double(periods[period].beds[site] * periods[period].days)
            outcomes[period].sites[site].peak = occupied[site]
            while hasFreeBed(site), let person = nextWaiting(at: site, on: start) {
                admit(person, to: site, on: start)
            }
        }
        return end
    }

    /// Lets all stays end that end until then, and adds up the figures of all sites.
    mutating func finish(at day: Double) {
        endStays(until: day)
        for site in occupied.indices { settle(site, on: day) }
    }

    /// Who still waits when all is over.
    mutating func close() {
        for person in people where person.isWaiting {
            if person.arrival.day + longestWaitDays < end {
                count(person) { $0.refused += 1 }
            } else {
                count(person) { $0.stillWaiting += 1 }
            }
        }
    }

    mutating func arrive(_ arrival: StayArrival) {
        endStays(until: arrival.day)
        var person = Person(arrival: arrival, period: period, isWaiting: false)
        count(person) { $0.demand += 1 }
        guard !arrival.isSupportedAtHome else { return count(person) { $0.supportedAtHome += 1 } }
        var hasBeds = false
        for position in system.firstReached[arrival.point]..<system.firstReached[arrival.point + 1] {
            let site = system.reached[position]
            if hasFreeBed(site) { return admit(person, to: site, on: arrival.day) }
            if periods[period].beds[site] > 0 { hasBeds = true }
        }
        guard hasBeds, longestWaitDays > 0 else {
            return count(person) {
                $0.refused += 1
                if !hasBeds { $0.outOfReach += 1 }
            }
        }
        person.isWaiting = true
        for position in system.firstReached[arrival.point]..<system.firstReached[arrival.point + 1] {
            waiting.append(people.count, at: system.reached[position])
        }
        people.append(person)
    }

    private func hasFreeBed(_ site: Int) -> Bool { occupied[site] < periods[period].beds[site] }

    private mutating func endStays(until day: Double) {
        while let next = ends.first, next.day <= day {
            ends.removeFirst()
            settle(next.site, on: next.day)
            occupied[next.site] -= 1
            if hasFreeBed(next.site), let person = nextWaiting(at: next.site, on: next.day) {
                admit(person, to: next.site, on: next.day)
            }
        }
    }

    /// Takes the first person out of the list of a site who still waits on that day.
    private mutating func nextWaiting(at site: Int, on day: Double) -> Person? {
        while let position = waiting.removeFirst(at: site) {
            let person = people[position]
            guard person.isWaiting else { continue }
            people[position].isWaiting = false
            if person.arrival.day + longestWaitDays >= day { return person }
            count(person) { $0.refused += 1 }
        }
        return nil
    }

    private mutating func admit(_ person: Person, to site: Int, on day: Double) {
        settle(site, on: day)
        occupied[site] += 1
        ends.insert(StayEnd(day: day + person.arrival.lengthDays, site: site))
        outcomes[period].sites[site].peak = max(outcomes[period].sites[site].peak, occupied[site])
        outcomes[person.period].sites[site].admissions += 1
        let wait = day - person.arrival.day
        let isNearest = site == nearestSiteWithBeds(person.arrival.point)
        count(person) {
            if isNearest { $0.admittedAtNearest += 1 } else { $0.admittedElsewhere += 1 }
            if wait > 0 {
                $0.waited += 1
                $0.waitedDays += wait
            }
        }
        if wait > 0 {
            outcomes[person.period].waits.append(
                StayOutcome.StayWait(cell: system.cellOfPoint[person.arrival.point], days: wait))
        }
    }

    private func nearestSiteWithBeds(_ point: Int) -> Int? {
        for position in system.firstReached[point]..<system.firstReached[point + 1]
        where periods[period].beds[system.reached[position]] > 0 {
            return system.reached[position]
        }
        return nil
    }

    private mutating func settle(_ site: Int, on day: Double) {
        let days = day - settled[site]
        outcomes[period].sites[site].occupiedDays += days * Double(occupied[site])
        if !hasFreeBed(site) { outcomes[period].sites[site].fullDays += days }
        settled[site] = day
    }

    private mutating func count(_ person: Person, _ change: (inout StayCounts) -> Void) {
        change(&outcomes[person.period].cells[system.cellOfPoint[person.arrival.point]])
        change(&outcomes[person.period].months[Calendar.month(of: person.arrival.day).month])
    }
}
