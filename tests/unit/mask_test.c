/* SPDX-License-Identifier: MIT */
/* Tests: masks grow, shrink, lose specks and holes, as tables of pictures. */
#include "mask.h"

#include "cmocka_all.h"

#include <string.h>

#define WIDTH  8
#define HEIGHT 5

static struct mask read_mask(const char *picture)
{
    struct mask mask;
    assert_int_equal(strlen(picture), WIDTH * HEIGHT);
    assert_true(mask_make(&mask, WIDTH, HEIGHT));
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        mask.value[i] = picture[i] == '#';
    return mask;
}

static void expect(struct mask *mask, const char *picture)
{
    char got[WIDTH * HEIGHT + 1] = "";
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        got[i] = mask->value[i] ? '#' : '.';
    assert_string_equal(got, picture);
    mask_free(mask);
}

static void it_grows_and_shrinks(void **state)
{
    (void)state;
    struct mask mask = read_mask("........"
                                 "........"
                                 "..#....."
                                 "........"
                                 ".......#");
    assert_true(mask_dilate(&mask, 1));
    expect(&mask, "........"
                  ".###...."
                  ".###...."
                  ".###..##"
                  "......##");
    mask = read_mask("####...."
                     "####...."
                     "####.###"
                     ".....###"
                     ".....###");
    assert_true(mask_erode(&mask, 1));
    expect(&mask, "###....."
                  "###....."
                  "........"
                  "......##"
                  "......##");
}

static void specks_go(void **state)
{
    (void)state;
    struct mask mask = read_mask("###....#"
                                 "###....."
                                 "###..##."
                                 ".....##."
                                 "#.......");
    assert_true(mask_keep_large(&mask, 0.4));
    expect(&mask, "###....."
                  "###....."
                  "###..##."
                  ".....##."
                  "........");
    mask = read_mask("###....#"
                     "........"
                     ".....##."
                     ".....##."
                     "#.......");
    struct mask seed = read_mask("........"
                                 "........"
                                 "........"
                                 "......#."
                                 "........");
    assert_true(mask_keep_seeded(&mask, &seed));
    expect(&mask, "........"
                  "........"
                  ".....##."
                  ".....##."
                  "........");
    mask_free(&seed);
}

static void holes_are_filled(void **state)
{
    (void)state;
    struct mask mask = read_mask("###.####"
                                 "#.#.#..#"
                                 "###.#..#"
                                 "#...####"
                                 "#.......");
    assert_true(mask_fill_holes(&mask, 3));
    expect(&mask, "###.####"
                  "###.#..#"
                  "###.#..#"
                  "#...####"
                  "#.......");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_grows_and_shrinks),
                                       cmocka_unit_test(specks_go),
                                       cmocka_unit_test(holes_are_filled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
