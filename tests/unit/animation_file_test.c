/* SPDX-License-Identifier: MIT */
/* Tests: the parts of a moving picture are found, with their places and times, and each is a still
 * of its own; what is damaged is refused or ends before the damage. */
#include "animation_file.h"

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

/* 2 x 1 pixels in four colours; a pixel each of two frames, the second one for 200 ms and in a
 * corner, behind a comment. */
static const uint8_t gif[] = {
    'G',  'I',  'F', '8',  '9', 'a', 2, 0, 1, 0, 0x81, 0, 0,             /* screen */
    0,    0,    0,   9,    9,   9,   8, 8, 8, 7, 7,    7,                /* colours */
    0x21, 0xf9, 4,   0,    5,   0,   0, 0,                               /* 50 ms */
    0x2c, 0,    0,   0,    0,   2,   0, 1, 0, 0, 2,    2, 0x4c, 0x05, 0, /* image */
    0x21, 0xf9, 4,   0x0d, 20,  0,   0, 0, /* 200 ms, restored, clear */
    0x21, 0xfe, 2,   'h',  'i', 0,         /* comment */
    0x2c, 1,    0,   0,    0,   1,   0, 1, 0, 0, 2,    2, 0x4c, 0x01, 0, /* image */
    0x3b,
};

static struct animation_file file;

static void a_gif_has_its_parts(void **state)
{
    (void)state;
    assert_true(animation_file_read(&file, gif, sizeof gif));
    assert_int_equal(file.kind, ANIMATION_GIF);
    assert_int_equal(file.width, 2);
    assert_int_equal(file.height, 1);
    assert_int_equal(file.part_count, 2);
    assert_true(file.moves);
    assert_true(file.has_alpha);
    assert_int_equal(file.parts[0].ms, 50);
    assert_int_equal(file.parts[0].disposal, ANIMATION_KEEP);
    assert_int_equal(file.parts[1].ms, 200);
    assert_int_equal(file.parts[1].x, 1);
    assert_int_equal(file.parts[1].width, 1);
    assert_int_equal(file.parts[1].disposal, ANIMATION_RESTORE);
}

static void a_part_of_a_gif_is_a_gif(void **state)
{
    (void)state;
    assert_true(animation_file_read(&file, gif, sizeof gif));
    for (int i = 0; i < 2; i++) {
        static struct animation_file still_file;
        size_t len;
        uint8_t *still = animation_file_extract(&file, gif, i, &len);
        assert_non_null(still);
        assert_true(animation_file_read(&still_file, still, len));
        assert_int_equal(still_file.part_count, 1);
        assert_int_equal(still_file.width, file.parts[i].width);
        assert_int_equal(still_file.parts[0].x, 0);
        assert_int_equal(still_file.parts[0].disposal, ANIMATION_KEEP);
        assert_int_equal(still[len - 1], 0x3b);
        free(still);
    }
}

static void what_is_cut_off_has_no_part(void **state)
{
    (void)state;
    for (size_t len = 0; len < sizeof gif; len++) {
        uint8_t *copy = malloc(len > 0 ? len : 1); /* its own size, for the address sanitizer */
        assert_non_null(copy);
        memcpy(copy, gif, len);
        bool good = animation_file_read(&file, copy, len);
        int parts = len < 48 ? 0 : len < sizeof gif - 1 ? 1 : 2;
        assert_int_equal(good ? file.part_count : 0, parts);
        free(copy);
    }
}

static void a_part_lies_within_the_picture(void **state)
{
    (void)state;
    uint8_t bad[sizeof gif];
    memcpy(bad, gif, sizeof gif);
    bad[6] = 1; /* the screen is a pixel wide */
    assert_false(animation_file_read(&file, bad, sizeof bad));
}

static void others_are_known_by_their_heads(void **state)
{
    static const uint8_t webp[] = {'R', 'I', 'F', 'F', 18, 0, 0, 0,    'W', 'E',  'B',  'P',  'V',
                                   'P', '8', 'L', 6,   0,  0, 0, 0x2f, 3,   0x40, 0x00, 0x10, 0};
    static const uint8_t jpeg[] = {0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0,  0xff, 0xc0, 0,
                                   11,   8,    0,    3,    0, 5, 1, 17, 0,    0};
    (void)state;
    assert_true(animation_file_read(&file, webp, sizeof webp));
    assert_int_equal(file.kind, ANIMATION_WEBP);
    assert_int_equal(file.width, 4);
    assert_int_equal(file.height, 2);
    assert_true(file.has_alpha);
    assert_int_equal(file.part_count, 1);
    assert_true(animation_file_read(&file, jpeg, sizeof jpeg));
    assert_int_equal(file.kind, ANIMATION_JPEG);
    assert_int_equal(file.width, 5);
    assert_int_equal(file.height, 3);
    assert_false(animation_file_read(&file, (const uint8_t *)"BM or text", 10));
    assert_false(animation_file_read(&file, NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gif_has_its_parts),
        cmocka_unit_test(a_part_of_a_gif_is_a_gif),
        cmocka_unit_test(what_is_cut_off_has_no_part),
        cmocka_unit_test(a_part_lies_within_the_picture),
        cmocka_unit_test(others_are_known_by_their_heads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
