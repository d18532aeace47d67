/* SPDX-License-Identifier: MIT */
/* Tests: a rest is long enough, is told again now and then, and ends with the first work. */
#include "rest.h"

#include "cmocka_all.h"

static const struct activity_sample resting = {.blocked = true, .work = 0.01};

static void a_rest_is_long_enough(void **state)
{
    struct rest rest = REST_NONE;
    (void)state;
    assert_false(rest_seen(&rest, &resting, 1000));
    assert_false(rest_seen(&rest, &resting, 1000 + REST_MS - 1));
    assert_true(rest_seen(&rest, &resting, 1000 + REST_MS));
    assert_false(rest_seen(&rest, &resting, 1000 + REST_MS + 1));
    assert_true(rest_seen(&rest, &resting, 1000 + 2 * REST_MS));
}

static void work_ends_it(void **state)
{
    const struct activity_sample table[] = {{.blocked = false, .work = 0.01},
                                            {.blocked = true, .work = 0.3},
                                            {.blocked = true, .stopped = true}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct rest rest = REST_NONE;
        assert_false(rest_seen(&rest, &resting, 0));
        assert_true(rest_seen(&rest, &resting, REST_MS));
        for (int64_t now_ms = REST_MS; now_ms < 5000; now_ms += 250)
            assert_false(rest_seen(&rest, &table[i], now_ms));
        assert_false(rest_seen(&rest, &resting, 5000));
        assert_false(rest_seen(&rest, &resting, 5000 + REST_MS - 1));
        assert_true(rest_seen(&rest, &resting, 5000 + REST_MS));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rest_is_long_enough),
        cmocka_unit_test(work_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
