/* SPDX-License-Identifier: MIT */
/* Tests: cells of a contact sheet are on it, in rows, and none on another. */
#include "contact_layout.h"

#include "cmocka_all.h"

static void check(int scale, const int sizes[][3], int count)
{
    struct contact_layout layout;
    struct contact_block blocks[8];
    contact_layout_init(&layout, scale);
    for (int i = 0; i < count; i++)
        contact_layout_widen(&layout, sizes[i][0]);
    for (int i = 0; i < count; i++)
        blocks[i] = contact_layout_add(&layout, sizes[i][0], sizes[i][1], sizes[i][2]);
    SDL_Rect sheet = {0, 0, layout.width, (int)layout.height}, last = {0};
    for (int i = 0; i < count; i++)
        for (int k = 0; k < blocks[i].frame_count; k++) {
            SDL_Rect cell = contact_layout_cell(&layout, &blocks[i], k), seen;
            assert_int_equal(cell.w, sizes[i][0]);
            assert_int_equal(cell.h, sizes[i][1]);
            assert_true(SDL_IntersectRect(&cell, &sheet, &seen) && SDL_RectEquals(&cell, &seen));
            assert_false(SDL_HasIntersection(&cell, &last));
            assert_true(cell.y > last.y || (cell.y == last.y && cell.x > last.x));
            last = cell;
        }
    assert_true(last.y + last.h + CONTACT_NUMBER * scale <= layout.height);
}

static void cells_are_in_rows(void **state)
{
    (void)state;
    static const int plate[][3] = {{220, 160, 40}, {240, 170, 20}, {1, 1, 1}, {230, 90, 16}};
    static const int huge[][3] = {{3072, 3072, 3}, {10, 10, 240}};
    check(1, plate, 4);
    check(3, plate, 4);
    check(1, huge, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_in_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
