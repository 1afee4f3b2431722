#include "CSweep.h"

#include <string.h>

typedef uint32_t times_16 __attribute__((vector_size(64)));
typedef uint64_t costs_8 __attribute__((vector_size(64)));

#define INLINE static inline __attribute__((always_inline))

INLINE void sweep_times(
    size_t count, const uint32_t *restrict first, const uint32_t *restrict higher,
    const uint32_t *restrict milliseconds, const uint8_t *restrict seeded, times_16 *values)
{
    for (size_t position = 0; position < count; position++) {
        times_16 least;
        if (seeded[position]) least = values[position];
        else memset(&least, 0xFF, sizeof least);
        for (uint32_t arc = first[position]; arc < first[position + 1]; arc++) {
            times_16 cost = (times_16){0} + milliseconds[arc];
            least = __builtin_elementwise_min(least, __builtin_elementwise_add_sat(values[higher[arc]], cost));
        }
        values[position] = least;
    }
}

INLINE void sweep_costs(
    size_t count, const uint32_t *restrict first, const uint32_t *restrict higher,
    const uint32_t *restrict milliseconds, const uint32_t *restrict centimetres, const uint8_t *restrict seeded,
    costs_8 *values)
{
    for (size_t position = 0; position < count; position++) {
        costs_8 least;
        if (seeded[position]) least = values[position];
        else memset(&least, 0xFF, sizeof least);
        for (uint32_t arc = first[position]; arc < first[position + 1]; arc++) {
            costs_8 cost = (costs_8){0} + ((uint64_t)milliseconds[arc] << 32 | centimetres[arc]);
            least = __builtin_elementwise_min(least, __builtin_elementwise_add_sat(values[higher[arc]], cost));
        }
        values[position] = least;
    }
}

// Four rounds of a perfect shuffle of rows i and i + 8 turn 16 × 16 numbers; three of rows i and i + 4 turn 8 × 8.

INLINE void rows_of_times(
    size_t count, const uint32_t *restrict order, const times_16 *restrict values, uint32_t *const *restrict rows)
{
    size_t place = 0;
    for (; place + 16 <= count; place += 16) {
        times_16 block[16], turned[16];
        for (int i = 0; i < 16; i++) block[i] = values[order[place + i]];
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 8; i++) {
                turned[2 * i] = __builtin_shufflevector(
                    block[i], block[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
                turned[2 * i + 1] = __builtin_shufflevector(
                    block[i], block[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
            }
            memcpy(block, turned, sizeof block);
        }
        for (int lane = 0; lane < 16; lane++) memcpy(rows[lane] + place, &block[lane], sizeof block[lane]);
    }
    for (; place < count; place++) {
        for (int lane = 0; lane < 16; lane++) rows[lane][place] = values[order[place]][lane];
    }
}

INLINE void rows_of_costs(
    size_t count, const uint32_t *restrict order, const costs_8 *restrict values, uint64_t *const *restrict rows)
{
    size_t place = 0;
    for (; place + 8 <= count; place += 8) {
        costs_8 block[8], turned[8];
        for (int i = 0; i < 8; i++) block[i] = values[order[place + i]];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                turned[2 * i] = __builtin_shufflevector(block[i], block[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
                turned[2 * i + 1] = __builtin_shufflevector(block[i], block[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
            }
            memcpy(block, turned, sizeof block);
        }
        for (int lane = 0; lane < 8; lane++) memcpy(rows[lane] + place, &block[lane], sizeof block[lane]);
    }
    for (; place < count; place++) {
        for (int lane = 0; lane < 8; lane++) rows[lane][place] = values[order[place]][lane];
    }
}

// Each function is compiled for the vector widths that processors of this kind may have, and takes the widest that
// the one at hand has. (The compiler can do so by itself, with `target_clones`, but the loader then chooses before the
// sanitizers are ready.)
#if defined(__x86_64__)
#define FOR_EVERY_WIDTH(name, inner, parameters, arguments)                                 \
    __attribute__((target("avx512f"))) static void name##_avx512 parameters { inner arguments; } \
    __attribute__((target("avx2"))) static void name##_avx2 parameters { inner arguments; } \
    void name parameters                                                                    \
    {                                                                                       \
        if (__builtin_cpu_supports("avx512f")) name##_avx512 arguments;                     \
        else if (__builtin_cpu_supports("avx2")) name##_avx2 arguments;                     \
        else inner arguments;                                                               \
    }
#else
#define FOR_EVERY_WIDTH(name, inner, parameters, arguments) void name parameters { inner arguments; }
#endif

FOR_EVERY_WIDTH(
    sweep_times_16, sweep_times,
    (size_t count, const uint32_t *first, const uint32_t *higher, const uint32_t *milliseconds,
     const uint8_t *seeded, uint32_t *values),
    (count, first, higher, milliseconds, seeded, (times_16 *)values))

FOR_EVERY_WIDTH(
    sweep_costs_8, sweep_costs,
    (size_t count, const uint32_t *first, const uint32_t *higher, const uint32_t *milliseconds,
     const uint32_t *centimetres, const uint8_t *seeded, uint64_t *values),
    (count, first, higher, milliseconds, centimetres, seeded, (costs_8 *)values))

FOR_EVERY_WIDTH(
    rows_of_times_16, rows_of_times,
    (size_t count, const uint32_t *order, const uint32_t *values, uint32_t *const *rows),
    (count, order, (const times_16 *)values, rows))

FOR_EVERY_WIDTH(
    rows_of_costs_8, rows_of_costs,
    (size_t count, const uint32_t *order, const uint64_t *values, uint64_t *const *rows),
    (count, order, (const costs_8 *)values, rows))
