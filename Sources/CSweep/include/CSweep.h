#ifndef CSWEEP_H
#define CSWEEP_H

#include <stddef.h>
#include <stdint.h>

/// Sweeps down a hierarchy for several sources at once: the inner loop of travel times.
///
/// Position by position, each lane's value becomes the least of what it was seeded with and, over the arcs from
/// higher positions, the value there plus the arc's cost; the greatest number stands for unreachable, and sums
/// stop there. Values of positions without a seed need not be initialised.
///
/// first: start of each position's arcs in `higher` and the costs, count + 1 entries, the last being their end;
/// higher: positions below the arc's own; seeded: 0 for positions without a seed.
/// values: 16 lanes of milliseconds, or 8 lanes of milliseconds << 32 | centimetres, a position.
void sweep_times_16(
    size_t count, const uint32_t *first, const uint32_t *higher, const uint32_t *milliseconds,
    const uint8_t *seeded, uint32_t *values);

void sweep_costs_8(
    size_t count, const uint32_t *first, const uint32_t *higher, const uint32_t *milliseconds,
    const uint32_t *centimetres, const uint8_t *seeded, uint64_t *values);

/// Turns lanes into rows: rows[lane][place] = values[lane of position order[place]], for 16 lanes of 32 bits or 8
/// of 64 bits.
void rows_of_times_16(size_t count, const uint32_t *order, const uint32_t *values, uint32_t *const *rows);

void rows_of_costs_8(size_t count, const uint32_t *order, const uint64_t *values, uint64_t *const *rows);

#endif
