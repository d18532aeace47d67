/* SPDX-License-Identifier: MIT */
/* Tests: each frame of a sheet is the cell that the theme says, trimmed or not, at any scale. Owns
 * a scratch folder, removed at the end. */
#include "pictures.h"

#include "cmocka_all.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CELL    8
#define COLUMNS 3
#define ROWS    2

static struct theme theme;

static const char *path_of(const char *file)
{
    static char path[2 * THEME_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", theme.folder, file);
    return path;
}

/* Each cell is clear but for a square of 4 pixels, whose blue is the cell's number. */
static int make_sheet(void **state)
{
    (void)state;
    strcpy(theme.folder, "/tmp/ocamlwalk-test-XXXXXX");
    if (!mkdtemp(theme.folder))
        return -1;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, COLUMNS * CELL, ROWS * CELL, 32,
                                                          SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        SDL_Rect square = {i % COLUMNS * CELL + 2, i / COLUMNS * CELL + 3, 4, 4};
        SDL_FillRect(surface, &square, 0xff102000 + (uint32_t)i + 1);
    }
    assert_int_equal(IMG_SavePNG(surface, path_of("sheet.png")), 0);
    SDL_FreeSurface(surface);
    return 0;
}

static int remove_sheet(void **state)
{
    (void)state;
    unlink(path_of("sheet.png"));
    return rmdir(theme.folder);
}

/* The blue of its middle, which is of the square. */
static int number_seen(const struct sprite *sprite)
{
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, sprite->width, sprite->height, 32,
                                                         SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(canvas);
    sprite_draw(sprite, canvas, 0, 0);
    const uint8_t *row = (const uint8_t *)canvas->pixels + sprite->height / 2 * canvas->pitch;
    uint32_t pixel = ((const uint32_t *)(const void *)row)[sprite->width / 2];
    SDL_FreeSurface(canvas);
    return (int)(pixel & 0xff);
}

static void assert_frames(const struct theme_act *act, int scale, const int *numbers, int side_px)
{
    struct pictures pictures;
    pictures_init(&pictures, &theme, act, scale);
    for (int i = 0; i < act->frame_count; i++) {
        struct sprite *sprite = pictures_decode(&pictures, i);
        assert_non_null(sprite);
        assert_int_equal(sprite->width, side_px);
        assert_int_equal(sprite->height, side_px);
        assert_int_equal(number_seen(sprite), numbers[i]);
        sprite_free(sprite);
    }
    pictures_close(&pictures);
    pictures_close(&pictures);
}

static void a_frame_is_its_cell(void **state)
{
    static const struct {
        struct theme_act act;
        int scale;
        int numbers[10];
        int side_px;
    } table[] = {
        {{.picture_count = 6, .frame_count = 6, .first = 1}, 1, {1, 2, 3, 4, 5, 6}, CELL},
        {{.picture_count = 6, .frame_count = 6, .first = 1}, 2, {1, 2, 3, 4, 5, 6}, 2 * CELL},
        {{.picture_count = 6, .frame_count = 6, .first = 1, .by_columns = true},
         1,
         {1, 4, 2, 5, 3, 6},
         CELL},
        {{.picture_count = 2, .frame_count = 2, .first = 4}, 1, {4, 5}, CELL},
        {{.picture_count = 6, .frame_count = 6, .first = 1, .trim = true},
         1,
         {1, 2, 3, 4, 5, 6},
         4},
        {{.picture_count = 6, .frame_count = 6, .first = 1, .trim = true},
         3,
         {1, 2, 3, 4, 5, 6},
         12},
        {{.picture_count = 6, .frame_count = 10, .first = 1, .pingpong = true},
         1,
         {1, 2, 3, 4, 5, 6, 5, 4, 3, 2},
         CELL},
        {{.picture_count = 6, .frame_count = 6, .first = 1, .backwards = true},
         1,
         {6, 5, 4, 3, 2, 1},
         CELL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("row %zu\n", i);
        struct theme_act act = table[i].act;
        strcpy(act.sheet, "sheet.png");
        act.columns = COLUMNS;
        act.rows = ROWS;
        assert_frames(&act, table[i].scale, table[i].numbers, table[i].side_px);
    }
}

static void a_sheet_with_fewer_pixels_than_cells_is_none(void **state)
{
    (void)state;
    struct theme_act act = {.sheet = "sheet.png",
                            .columns = COLUMNS * CELL + 1,
                            .rows = 1,
                            .first = 1,
                            .picture_count = 2,
                            .frame_count = 2};
    struct pictures pictures;
    pictures_init(&pictures, &theme, &act, 1);
    assert_null(pictures_decode(&pictures, 0));
    assert_null(pictures_decode(&pictures, 1));
    pictures_close(&pictures);
}

static void save_square(const char *file, int side_px)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, side_px, side_px, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    SDL_FillRect(surface, NULL, 0xff102007);
    assert_int_equal(IMG_SavePNG(surface, path_of(file)), 0);
    SDL_FreeSurface(surface);
}

/* A picture that is a theme, 8 pixels wide: at 2x all of a larger one is shown, or each pixel
 * twice; one of another size than it was is nothing. */
static void a_picture_fits_at_every_scale(void **state)
{
    (void)state;
    static const struct {
        int side_px, larger_px; /* 0: there is none */
        int scale, shown_px;    /* 0: nothing */
    } table[] = {{8, 0, 1, 8}, {8, 0, 2, 16}, {8, 16, 1, 8}, {8, 16, 2, 16}, {8, 6, 2, 0}};
    struct theme_act act = {
        .animation = "one.png", .frame_count = 1, .fit_width = 8, .fit_height = 8};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct pictures pictures;
        save_square("one.png", table[i].side_px);
        if (table[i].larger_px > 0)
            save_square("one@2x.png", table[i].larger_px);
        pictures_init(&pictures, &theme, &act, table[i].scale);
        struct sprite *sprite = pictures_decode(&pictures, 0);
        assert_int_equal(sprite ? sprite->width : 0, table[i].shown_px);
        assert_int_equal(sprite ? number_seen(sprite) : 7, 7);
        sprite_free(sprite);
        pictures_close(&pictures);
        unlink(path_of("one.png"));
        unlink(path_of("one@2x.png"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_fits_at_every_scale),
        cmocka_unit_test(a_frame_is_its_cell),
        cmocka_unit_test(a_sheet_with_fewer_pixels_than_cells_is_none),
    };

    return cmocka_run_group_tests(tests, make_sheet, remove_sheet);
}
