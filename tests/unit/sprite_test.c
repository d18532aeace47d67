/* SPDX-License-Identifier: MIT */
/* A sprite is what its art was, however it was cut and wherever it is drawn. */
#include "sprite.h"

#include "cmocka_all.h"

#include <string.h>

#define WIDTH  43
#define HEIGHT 9
#define MARGIN 5
#define GROUND 0xff336699u

enum pattern { PATTERN_CLEAR, PATTERN_OPAQUE, PATTERN_MIXED, PATTERN_ALIKE, PATTERN_COUNT };

/* A third of them clear, a third opaque, the rest between. */
static void make_colors(uint32_t colors[SPRITE_COLORS])
{
    for (uint32_t i = 0; i < SPRITE_COLORS; i++) {
        uint32_t alpha = i % 3 == 0 ? 0 : i % 3 == 1 ? 0xff : i;
        colors[i] = alpha << 24 | (i * 77 & 0xff) << 16 | (i * 31 & 0xff) << 8 | (255 - i);
    }
}

/* Of MIXED rows, each has longer stretches of one number than the one before, and is cut at other
 * places; of ALIKE ones four are the same, and then again. */
static uint8_t number_at(enum pattern pattern, int x, int y)
{
    if (pattern == PATTERN_ALIKE)
        return number_at(PATTERN_MIXED, x, y % 8 / 4);
    if (pattern != PATTERN_MIXED)
        return pattern == PATTERN_CLEAR ? 0 : (uint8_t)(1 + (x * 3 + y * 6) % 255);
    return (uint8_t)((x + y) / (1 + 2 * y) * 53);
}

static SDL_Surface *make_surface(int width, int height)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    return surface;
}

static uint32_t *row_of(const SDL_Surface *surface, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + y * surface->pitch);
}

static struct sprite *cut_surface(enum pattern pattern, const uint32_t colors[SPRITE_COLORS])
{
    SDL_Surface *art = make_surface(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            row_of(art, y)[x] = colors[number_at(pattern, x, y)];
    struct sprite *sprite = sprite_cut(art);
    SDL_FreeSurface(art);
    return sprite;
}

static struct sprite *cut_numbers(enum pattern pattern, const uint32_t colors[SPRITE_COLORS],
                                  int row_count)
{
    struct sprite_cutter cutter;
    sprite_cutter_init(&cutter, WIDTH, HEIGHT, colors);
    for (int y = 0; y < row_count; y++) {
        uint8_t row[WIDTH];
        for (int x = 0; x < WIDTH; x++)
            row[x] = number_at(pattern, x, y);
        sprite_cutter_take(&cutter, row);
    }
    return sprite_cutter_finish(&cutter);
}

/* All of the canvas is ground at first, and only its middle may be drawn on. */
static SDL_Surface *draw(struct sprite *sprite, int x, int y)
{
    SDL_Surface *canvas = make_surface(WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN);
    for (int row = 0; row < canvas->h; row++)
        for (int column = 0; column < canvas->w; column++)
            row_of(canvas, row)[column] = GROUND;
    SDL_SetClipRect(canvas, &(SDL_Rect){MARGIN, MARGIN, WIDTH, HEIGHT});
    assert_non_null(sprite);
    sprite_draw(sprite, canvas, x, y);
    sprite_free(sprite);
    return canvas;
}

static void test_numbers_are_drawn_as_pixels_are(void **state)
{
    (void)state;
    static const SDL_Point places[] = {{MARGIN, MARGIN}, {-20, MARGIN - 3}, {17, 8}, {400, 0}};
    uint32_t colors[SPRITE_COLORS];
    make_colors(colors);
    for (enum pattern pattern = 0; pattern < PATTERN_COUNT; pattern++)
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            SDL_Surface *wanted = draw(cut_surface(pattern, colors), places[i].x, places[i].y);
            SDL_Surface *drawn =
                draw(cut_numbers(pattern, colors, HEIGHT), places[i].x, places[i].y);
            assert_memory_equal(drawn->pixels, wanted->pixels,
                                (size_t)wanted->h * (size_t)wanted->pitch);
            SDL_FreeSurface(drawn);
            SDL_FreeSurface(wanted);
        }
}

static void test_numbers_take_less(void **state)
{
    enum { SIDE = 200 };

    (void)state;
    uint32_t colors[SPRITE_COLORS];
    struct sprite_cutter cutter;
    uint8_t row[SIDE];
    make_colors(colors);
    SDL_Surface *art = make_surface(SIDE, SIDE);
    sprite_cutter_init(&cutter, SIDE, SIDE, colors);
    for (int y = 0; y < SIDE; y++) {
        memset(row, 1 + 3 * (y % 80), sizeof row); /* opaque, and no row as the one before */
        sprite_cutter_take(&cutter, row);
        for (int x = 0; x < SIDE; x++)
            row_of(art, y)[x] = colors[row[x]];
    }
    struct sprite *numbers = sprite_cutter_finish(&cutter), *pixels = sprite_cut(art);
    assert_true(numbers && pixels);
    assert_true(numbers->len < pixels->len / 3);
    sprite_free(numbers);
    sprite_free(pixels);
    SDL_FreeSurface(art);
}

static void test_rows_that_are_alike_are_kept_once(void **state)
{
    (void)state;
    uint32_t colors[SPRITE_COLORS];
    make_colors(colors);
    struct sprite *alike = cut_numbers(PATTERN_ALIKE, colors, HEIGHT);
    struct sprite *mixed = cut_numbers(PATTERN_MIXED, colors, HEIGHT);
    assert_true(alike && mixed);
    for (int y = 1; y < HEIGHT; y++) {
        assert_int_equal(alike->rows[y] == alike->rows[y - 1], y % 4 != 0);
        assert_int_not_equal(mixed->rows[y], mixed->rows[y - 1]);
    }
    sprite_free(alike);
    sprite_free(mixed);
}

static void test_missing_rows_make_no_sprite(void **state)
{
    (void)state;
    uint32_t colors[SPRITE_COLORS];
    make_colors(colors);
    assert_null(cut_numbers(PATTERN_MIXED, colors, HEIGHT - 1));
    assert_null(cut_numbers(PATTERN_MIXED, colors, 0));
    sprite_free(cut_numbers(PATTERN_MIXED, colors, HEIGHT + 3));
    assert_null(sprite_cutter_finish(&(struct sprite_cutter){.row_count = 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_drawn_as_pixels_are),
        cmocka_unit_test(test_numbers_take_less),
        cmocka_unit_test(test_rows_that_are_alike_are_kept_once),
        cmocka_unit_test(test_missing_rows_make_no_sprite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
