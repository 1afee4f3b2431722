#include "CSweep.h"

#include <string.h>

// The compiler makes one version of each function for every width of vectors, and the loader picks the widest
// that the processor has. Where that is not supported, vectors have the width that every processor has.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EVERY_VECTOR_WIDTH __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define FOR_EVERY_VECTOR_WIDTH
#endif

typedef uint32_t times_16 __attribute__((vector_size(64)));
typedef uint64_t costs_8 __attribute__((vector_size(64)));

FOR_EVERY_VECTOR_WIDTH
void sweep_times_16(
    size_t count, const uint32_t *restrict first, const uint32_t *restrict higher,
    const uint32_t *restrict milliseconds, const uint8_t *restrict seeded, uint32_t *values)
{
    times_16 *lanes = (times_16 *)values;
    for (size_t position = 0; position < count; position++) {
        times_16 least;
        if (seeded[position]) least = lanes[position];
        else memset(&least, 0xFF, sizeof least);
        for (uint32_t arc = first[position]; arc < first[position + 1]; arc++) {
            times_16 cost = (times_16){0} + milliseconds[arc];
            least = __builtin_elementwise_min(least, __builtin_elementwise_add_sat(lanes[higher[arc]], cost));
        }
        lanes[position] = least;
    }
}

FOR_EVERY_VECTOR_WIDTH
void sweep_costs_8(
    size_t count, const uint32_t *restrict first, const uint32_t *restrict higher,
    const uint32_t *restrict milliseconds, const uint32_t *restrict centimetres, const uint8_t *restrict seeded,
    uint64_t *values)
{
    costs_8 *lanes = (costs_8 *)values;
    for (size_t position = 0; position < count; position++) {
        costs_8 least;
        if (seeded[position]) least = lanes[position];
        else memset(&least, 0xFF, sizeof least);
        for (uint32_t arc = first[position]; arc < first[position + 1]; arc++) {
            costs_8 cost = (costs_8){0} + ((uint64_t)milliseconds[arc] << 32 | centimetres[arc]);
            least = __builtin_elementwise_min(least, __builtin_elementwise_add_sat(lanes[higher[arc]], cost));
        }
        lanes[position] = least;
    }
}

// Four rounds of a perfect shuffle of rows i and i + 8 turn 16 × 16 numbers; three of rows i and i + 4 turn 8 × 8.

FOR_EVERY_VECTOR_WIDTH
void rows_of_times_16(
    size_t count, const uint32_t *restrict order, const uint32_t *restrict values, uint32_t *const *restrict rows)
{
    const times_16 *lanes = (const times_16 *)values;
    size_t place = 0;
    for (; place + 16 <= count; place += 16) {
        times_16 block[16], turned[16];
        for (int i = 0; i < 16; i++) block[i] = lanes[order ? order[place + i] : place + i];
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
        const uint32_t *position = values + 16 * (order ? order[place] : place);
        for (int lane = 0; lane < 16; lane++) rows[lane][place] = position[lane];
    }
}

FOR_EVERY_VECTOR_WIDTH
void rows_of_costs_8(
    size_t count, const uint32_t *restrict order, const uint64_t *restrict values, uint64_t *const *restrict rows)
{
    const costs_8 *lanes = (const costs_8 *)values;
    size_t place = 0;
    for (; place + 8 <= count; place += 8) {
        costs_8 block[8], turned[8];
        for (int i = 0; i < 8; i++) block[i] = lanes[order ? order[place + i] : place + i];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                turned[2 * i] =
                    __builtin_shufflevector(block[i], block[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
                turned[2 * i + 1] =
                    __builtin_shufflevector(block[i], block[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
            }
            memcpy(block, turned, sizeof block);
        }
        for (int lane = 0; lane < 8; lane++) memcpy(rows[lane] + place, &block[lane], sizeof block[lane]);
    }
    for (; place < count; place++) {
        const uint64_t *position = values + 8 * (order ? order[place] : place);
        for (int lane = 0; lane < 8; lane++) rows[lane][place] = position[lane];
    }
}
