/* SPDX-License-Identifier: MIT */
/* Tests: the edge of the card, as alpha and as what is cut out.
 * Owns a surface at a time. */
#include "mount.h"

#include "cmocka_all.h"

#define WHITE 0xffffffffu

static uint32_t pixel(const SDL_Surface *surface, int x, int y)
{
    return (
        (const uint32_t *)(const void *)((const uint8_t *)surface->pixels + y * surface->pitch))[x];
}

static void test_edge(void **state)
{
    struct mount mount;

    (void)state;
    for (int scale = 1; scale <= 3; scale++) {
        assert_true(mount_make(&mount, 100 * scale, 80 * scale, scale));
        SDL_Rect card = mount.card, everything = {0, 0, mount.width, mount.height};
        SDL_Surface *whole = SDL_CreateRGBSurfaceWithFormat(0, mount.width, mount.height, 32,
                                                            SDL_PIXELFORMAT_ARGB8888);
        assert_non_null(whole);
        SDL_FillRect(whole, &card, WHITE);
        mount_shade(&mount, whole);
        mount_round(&mount, whole, &everything);

        /* the middle is the card's, its corner is not, and there is nothing at the window's end */
        assert_int_equal(pixel(whole, mount.width / 2, mount.height / 2), WHITE);
        assert_int_equal(pixel(whole, card.x + mount.radius, card.y), WHITE);
        assert_true(pixel(whole, card.x, card.y) >> 24 < 128);
        assert_true(pixel(whole, 0, 0) == 0);
        assert_true(pixel(whole, mount.width / 2, mount.height - 1) >> 24 < 3);
        /* premultiplied: no channel is more than alpha */
        for (int y = 0; y < mount.height; y++)
            for (int x = 0; x < mount.width; x++)
                for (int shift = 0; shift < 24; shift += 8)
                    assert_true((pixel(whole, x, y) >> shift & 0xff) <= pixel(whole, x, y) >> 24);
        /* the light comes from above */
        assert_true(pixel(whole, mount.width / 2, card.y + card.h + scale) >
                    pixel(whole, mount.width / 2, card.y - 1 - scale));
        SDL_FreeSurface(whole);
        mount_free(&mount);
        mount_free(&mount);
    }
}

static void test_only_what_was_drawn(void **state)
{
    struct mount mount;
    SDL_Rect left;

    (void)state;
    assert_true(mount_make(&mount, 100, 80, 1));
    left = (SDL_Rect){mount.card.x, mount.card.y, 50, 80};
    SDL_Surface *whole =
        SDL_CreateRGBSurfaceWithFormat(0, mount.width, mount.height, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(whole);
    SDL_FillRect(whole, &mount.card, WHITE);
    mount_round(&mount, whole, &left);
    assert_int_not_equal(pixel(whole, mount.card.x, mount.card.y), WHITE);
    assert_int_equal(pixel(whole, mount.card.x + mount.card.w - 1, mount.card.y), WHITE);
    SDL_FreeSurface(whole);
    mount_free(&mount);
}

static void test_outline(void **state)
{
    SDL_Rect rects[MOUNT_RECTS_MAX];

    (void)state;
    for (int scale = 1; scale <= 3; scale++) {
        int count = mount_outline(100 * scale, 80 * scale, scale, rects), rows = 0;
        assert_in_range(count, 1, MOUNT_RECTS_MAX);
        for (int i = 0; i < count; i++) {
            assert_true(rects[i].x >= 0 && rects[i].x + rects[i].w <= 100 * scale);
            assert_int_equal(rects[i].x * 2 + rects[i].w, 100 * scale);
            rows += rects[i].h;
        }
        assert_int_equal(rows, 80 * scale);
        assert_true(rects[0].x > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edge),
        cmocka_unit_test(test_only_what_was_drawn),
        cmocka_unit_test(test_outline),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
