/* SPDX-License-Identifier: MIT */
/* Tests: the right exposure at every millisecond, and ground that keeps step with the feet.
 * Owns nothing. */
#include "gait.h"

#include "cmocka_all.h"

static const struct gait walk = {.frame_count = 48, .frame_ms = 35, .stride_px = 132};
static const struct gait to_the_left = {.frame_count = 4, .frame_ms = 10, .stride_px = -8};

static void exposures_stand_for_their_time(void **state)
{
    static const struct {
        int64_t elapsed_ms;
        int frame;
        int64_t next_ms;
    } table[] = {
        {0, 0, 35},
        {34, 0, 35},
        {35, 1, 70},
        {36, 1, 70},
        {1679, 47, 1680},
        {1680, 0, 1715},
        {3600000, 48 * 0 + 3600000 / 35 % 48, 3600000 / 35 * 35 + 35}, /* an hour on: no drift */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_int_equal(gait_frame(&walk, table[i].elapsed_ms), table[i].frame);
        assert_int_equal(gait_next_ms(&walk, table[i].elapsed_ms), table[i].next_ms);
    }
}

static void ground_moves_with_the_exposures(void **state)
{
    static const struct {
        const struct gait *gait;
        int64_t elapsed_ms;
        int scale;
        int64_t ground_px;
    } table[] = {
        {&walk, 0, 1, 0},
        {&walk, 34, 1, 0},     /* the foot stands still as long as the exposure does */
        {&walk, 35, 1, 2},     /* 2.75 */
        {&walk, 70, 1, 5},     /* 5.5 */
        {&walk, 1680, 1, 132}, /* a stride */
        {&walk, 1680, 2, 264},
        {&walk, 168000, 1, 13200}, /* a hundred strides: nothing lost by rounding */
        {&to_the_left, 10, 1, -2},
        {&to_the_left, 40, 1, -8},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(gait_ground_px(table[i].gait, table[i].elapsed_ms, table[i].scale),
                         table[i].ground_px);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exposures_stand_for_their_time),
        cmocka_unit_test(ground_moves_with_the_exposures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
