/* SPDX-License-Identifier: MIT */
/* What the pointer does with the window: from where to where, and whether that was a click. */
#include "drag.h"

#include "cmocka_all.h"

#define PLACES_MAX 4

struct place {
    int x, y;
};

/* Pressed at the first place, then at each of the others on the desktop; the window, whose corner
 * is at 0, 0 at first, follows as a window does. */
static void moves_or_clicks(void **state)
{
    static const struct {
        const char *what;
        struct place pointer[PLACES_MAX];
        int count;
        struct place window;
        enum drag_end end;
    } table[] = {
        {"a click", {{10, 20}}, 1, {0, 0}, DRAG_CLICKED},
        {"a hand that shakes", {{10, 20}, {13, 17}, {7, 23}}, 3, {0, 0}, DRAG_CLICKED},
        {"as far as a drag goes at least", {{10, 20}, {14, 20}}, 2, {4, 0}, DRAG_MOVED},
        {"upwards", {{10, 20}, {10, 16}}, 2, {0, -4}, DRAG_MOVED},
        {"once dragged, by single pixels", {{10, 20}, {20, 20}, {21, 21}}, 3, {11, 1}, DRAG_MOVED},
        {"there and back is no click", {{10, 20}, {200, 99}, {10, 20}}, 3, {0, 0}, DRAG_NONE},
        {"nearly back, too", {{10, 20}, {200, 99}, {11, 20}, {11, 20}}, 4, {1, 0}, DRAG_NONE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i].what);
        const struct place *pointer = table[i].pointer;
        struct place window = {0, 0};
        struct drag drag = {0};
        drag_press(&drag, pointer[0].x, pointer[0].y);
        for (int k = 1; k < table[i].count; k++) {
            int by_x, by_y;
            if (drag_move(&drag, pointer[k].x - window.x, pointer[k].y - window.y, &by_x, &by_y)) {
                assert_true(by_x != 0 || by_y != 0);
                window.x += by_x;
                window.y += by_y;
            }
        }
        assert_int_equal(window.x, table[i].window.x);
        assert_int_equal(window.y, table[i].window.y);
        assert_int_equal(drag_release(&drag), table[i].end);
        assert_int_equal(drag_release(&drag), DRAG_NONE);
    }
}

static void is_held_only_while_pressed(void **state)
{
    (void)state;
    struct drag drag = {0};
    int by_x = 5, by_y = 6;
    assert_false(drag_move(&drag, 50, 50, &by_x, &by_y));
    assert_int_equal(drag_release(&drag), DRAG_NONE); /* pressed elsewhere */
    drag_press(&drag, 1, 1);
    assert_int_equal(drag_release(&drag), DRAG_CLICKED);
    assert_false(drag_move(&drag, 50, 50, &by_x, &by_y));
    assert_int_equal(drag_release(&drag), DRAG_NONE); /* released twice */
    assert_int_equal(by_x, 5);
    assert_int_equal(by_y, 6);
}

static void forgets_the_last_drag(void **state)
{
    (void)state;
    struct drag drag = {0};
    int by_x, by_y;
    drag_press(&drag, 1, 1);
    assert_true(drag_move(&drag, 50, 50, &by_x, &by_y));
    assert_int_equal(drag_release(&drag), DRAG_MOVED);
    drag_press(&drag, 1, 1);
    assert_false(drag_move(&drag, 2, 2, &by_x, &by_y));
    assert_int_equal(drag_release(&drag), DRAG_CLICKED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_or_clicks),
        cmocka_unit_test(is_held_only_while_pressed),
        cmocka_unit_test(forgets_the_last_drag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
