/* SPDX-License-Identifier: MIT */
/* Tests: a loop is as long as the animal takes to come into the same pose, on the same feet. */
#include "loop.h"

#include "cmocka_all.h"

#include <math.h>
#include <stdlib.h>

#define COUNT_MAX 48
#define TURN      6.283185307179586

/* Poses of a walk of PERIOD exposures: the legs' angle, which looks nearly alike half a walk later,
 * and by SHADE which leg is the near one; every two of COUNT compared, with some noise. */
static void walk(int count, double period, double shade, float *distances)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++) {
            double apart = (j - i) / period;
            double legs = fabs(sin(TURN * apart)), near = shade * fabs(sin(TURN * apart / 2));
            distances[i * count + j] = i == j ? 0 : (float)(0.01 + 0.27 * legs + near);
        }
}

static void loops_are_found(void **state)
{
    (void)state;
    static const struct {
        int count;
        double period, shade;
        int loop;
    } cases[] = {
        {24, 20, 0.05, 20}, {24, 10, 0.05, 10}, {22, 20, 0.05, 20}, {12, 8, 0.05, 8},
        {9, 8, 0.05, 8},    {20, 17, 0.05, 17}, {10, 10, 0.05, 10}, /* it closes */
        {12, 12, 0.05, 12}, {45, 40, 0.05, 40}, {7, 20, 0.05, 0},   /* a third of a walk */
        {2, 2, 0.05, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        float distances[COUNT_MAX * COUNT_MAX];
        walk(cases[i].count, cases[i].period, cases[i].shade, distances);
        print_message("%d exposures, %g a walk\n", cases[i].count, cases[i].period);
        assert_int_equal(loop_find(distances, cases[i].count), cases[i].loop);
    }
}

/* What differs from all others by as much is no walk. */
static void poses_without_order_are_none(void **state)
{
    (void)state;
    float distances[20 * 20];
    unsigned chance = 1;
    for (int i = 0; i < 20; i++)
        for (int j = 0; j <= i; j++) {
            chance = chance * 1103515245u + 12345u;
            float off = i == j ? 0 : 0.3f + (float)(chance >> 16 & 0xff) / 2560;
            distances[i * 20 + j] = distances[j * 20 + i] = off;
        }
    distances[19] = distances[19 * 20] = 0.9f;
    assert_int_equal(loop_find(distances, 20), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(loops_are_found),
                                       cmocka_unit_test(poses_without_order_are_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
