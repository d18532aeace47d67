/* SPDX-License-Identifier: MIT */
/* Tests: the backdrop is found behind what goes by and behind what stays, in the light that each
 * exposure has; and an animal is cut out of it. */
#include "backdrop.h"

#include "cmocka_all.h"
#include "cutout.h"

#include <stdlib.h>

#define PANELS 6
#define WIDTH  160
#define HEIGHT 120
#define WALL   200
#define TRACK  120
#define DARK   50

/* Whether the animal of panel INDEX is at X, Y: a trunk that stays, legs that go by. */
static bool is_animal(int index, int x, int y)
{
    int leg = 50 + 9 * index;
    return (x >= 40 && x < 120 && y >= 35 && y < 70) ||
           (x >= leg && x < leg + 10 && y >= 70 && y < 104);
}

static void draw(int index, struct picture *panel)
{
    assert_true(picture_make(panel, WIDTH, HEIGHT));
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int tone = is_animal(index, x, y) ? DARK : y < 90 ? WALL : TRACK;
            tone = tone * (90 + 4 * index + 6 * x / WIDTH) / 100; /* a lamp on the right */
            uint8_t *pixel = picture_at(panel, x, y);
            pixel[0] = pixel[1] = pixel[2] =
                (uint8_t)(tone + ((x * 31 + y * 17) ^ (index * 29 + x * y)) % 3);
            pixel[3] = 255;
        }
}

static void a_backdrop_is_found(void **state)
{
    (void)state;
    struct picture panels[PANELS];
    struct backdrop backdrop;
    int moved_x[PANELS] = {0};
    for (int i = 0; i < PANELS; i++)
        draw(i, &panels[i]);
    assert_true(backdrop_develop(panels, PANELS, &backdrop, moved_x));
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int tone = *picture_at(&backdrop.picture, x, y);
            if (y != 89 && y != 90) /* the edge of the track */
                assert_in_range(tone, y < 90 ? WALL - 24 : TRACK - 16,
                                y < 90 ? WALL + 24 : TRACK + 16);
        }
    for (int i = 0; i < PANELS; i++) {
        int wrong = 0;
        assert_int_equal(moved_x[i], 0);
        assert_true(cutout_make(&panels[i], &backdrop));
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                wrong += (picture_at(&panels[i], x, y)[3] > 127) != is_animal(i, x, y);
        assert_in_range(wrong, 0, 60); /* of 3,140 pixels, of which its outline has 300 */
        picture_free(&panels[i]);
    }
    backdrop_free(&backdrop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_backdrop_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
