/* SPDX-License-Identifier: MIT */
/* The edge of the card, as alpha and as what is cut out. */
#include "shadow.h"

#include "cmocka_all.h"

#define WHITE 0xffffffffu

static uint32_t pixel(const SDL_Surface *surface, int x, int y)
{
    return (
        (const uint32_t *)(const void *)((const uint8_t *)surface->pixels + y * surface->pitch))[x];
}

static void test_edge(void **state)
{
    (void)state;
    for (int scale = 1; scale <= 3; scale++) {
        struct shadow shadow;
        assert_true(shadow_make(&shadow, 100 * scale, 80 * scale, scale));
        SDL_Rect card = shadow.card, everything = {0, 0, shadow.width, shadow.height};
        SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, shadow.width, shadow.height, 32,
                                                              SDL_PIXELFORMAT_ARGB8888);
        assert_non_null(surface);
        SDL_FillRect(surface, &card, WHITE);
        shadow_draw(&shadow, surface);
        shadow_round(&shadow, surface, &everything);

        /* The middle is the card's, its corner is not, and there is nothing at the window's end. */
        assert_int_equal(pixel(surface, shadow.width / 2, shadow.height / 2), WHITE);
        assert_int_equal(pixel(surface, card.x + shadow.radius, card.y), WHITE);
        assert_true(pixel(surface, card.x, card.y) >> 24 < 128);
        assert_true(pixel(surface, 0, 0) == 0);
        assert_true(pixel(surface, shadow.width / 2, shadow.height - 1) >> 24 < 3);
        /* Premultiplied: no channel is more than alpha. */
        for (int y = 0; y < shadow.height; y++)
            for (int x = 0; x < shadow.width; x++)
                for (int shift = 0; shift < 24; shift += 8)
                    assert_true((pixel(surface, x, y) >> shift & 0xff) <= pixel(surface, x, y) >>
                                24);
        /* The light comes from above. */
        assert_true(pixel(surface, shadow.width / 2, card.y + card.h + scale) >
                    pixel(surface, shadow.width / 2, card.y - 1 - scale));
        SDL_FreeSurface(surface);
        assert_true(shadow_is_drawn(&shadow));
        shadow_free(&shadow);
        assert_false(shadow_is_drawn(&shadow));
        shadow_free(&shadow);
    }
}

static void test_only_what_was_drawn(void **state)
{
    (void)state;
    struct shadow shadow;
    assert_true(shadow_make(&shadow, 100, 80, 1));
    SDL_Rect left = {shadow.card.x, shadow.card.y, 50, 80};
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, shadow.width, shadow.height, 32,
                                                          SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    SDL_FillRect(surface, &shadow.card, WHITE);
    shadow_round(&shadow, surface, &left);
    assert_int_not_equal(pixel(surface, shadow.card.x, shadow.card.y), WHITE);
    assert_int_equal(pixel(surface, shadow.card.x + shadow.card.w - 1, shadow.card.y), WHITE);
    SDL_FreeSurface(surface);
    shadow_free(&shadow);
}

static void test_outline(void **state)
{
    (void)state;
    for (int scale = 1; scale <= 3; scale++) {
        SDL_Rect rects[SHADOW_RECTS_MAX];
        int count = shadow_outline(100 * scale, 80 * scale, scale, rects), rows = 0;
        assert_in_range(count, 1, SHADOW_RECTS_MAX);
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
