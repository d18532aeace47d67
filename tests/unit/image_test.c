/* SPDX-License-Identifier: MIT */
/* Tests: only PNGs of bounded size are decoded, at the scale of the window and in the colours of
 * the theme. Owns a scratch folder with a theme's art, removed at the end. */
#include "image.h"

#include "cmocka_all.h"
#include "small_png.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TOO_LONG (64 << 10) /* bytes of a palette */

static struct theme theme;

static const char *const files[] = {"one.png",  "two.png",  "two@2x.png", "huge.png", "cut.png",
                                    "text.png", "pipe.png", "light.png",  "dark.png", "more.png",
                                    "part.png", "long.png", "wide.png"};

/* FILE of the theme, a static string. */
static const char *path_of(const char *file)
{
    static char path[2 * THEME_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", theme.folder, file);
    return path;
}

static void save_bytes(const char *file, const void *bytes, size_t len)
{
    FILE *out = fopen(path_of(file), "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    fclose(out);
}

static void save_square(const char *file, int side_px, uint32_t argb)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, side_px, side_px, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    SDL_FillRect(surface, NULL, argb);
    assert_int_equal(IMG_SavePNG(surface, path_of(file)), 0);
    SDL_FreeSurface(surface);
}

static void save_paletted(void)
{
    static const uint8_t light[] = {0xff, 0, 0, 0, 0, 0xff}, light_alphas[] = {0x80};
    static const uint8_t dark[] = {0, 0xff, 0, 0xff, 0xff, 0xff, 0, 0, 0}, dark_alphas[] = {0xff};
    static uint8_t longer[TOO_LONG];
    uint8_t png[SMALL_PNG_MAX];
    save_bytes("light.png", png, small_png(png, light, 2, light_alphas, 1));
    save_bytes("more.png", png, small_png(png, dark, 3, dark_alphas, 1));
    size_t len = small_png(png, dark, 2, dark_alphas, 1);
    save_bytes("dark.png", png, len);
    save_bytes("part.png", png, 48); /* within PLTE */
    memcpy(longer, png, len);
    save_bytes("long.png", longer, sizeof longer);
}

static int make_art(void **state)
{
    static const uint8_t huge[24] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13,
                                     'I',  'H', 'D', 'R', 0x00, 0x01, 0,    0,    0, 0, 0, 1};

    (void)state;
    strcpy(theme.folder, "/tmp/ocamlwalk-test-XXXXXX");
    if (!mkdtemp(theme.folder))
        return -1;
    save_square("one.png", 4, 0x80ffffff);
    save_square("two.png", 4, 0xffff0000);
    save_square("two@2x.png", 8, 0xff0000ff);
    save_square("wide.png", 1400, 0xff0000ff);
    save_bytes("huge.png", huge, sizeof huge);
    save_bytes("cut.png", huge, 10);
    save_bytes("text.png", "this is no picture at all, but long enough", 42);
    save_paletted();
    return mkfifo(path_of("pipe.png"), 0600);
}

static int remove_art(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        unlink(path_of(files[i]));
    return rmdir(theme.folder);
}

static void art_is_chosen_by_scale(void **state)
{
    static const struct {
        const char *file;
        int scale, side_px; /* 0: refused */
    } table[] = {
        {"one.png", 1, 4},     {"one.png", 2, 8}, /* enlarged */
        {"two.png", 1, 4},     {"two.png", 2, 8},     {"none.png", 1, 0}, {"none.png", 2, 0},
        {"huge.png", 1, 0},    {"cut.png", 1, 0},     {"text.png", 1, 0}, {"pipe.png", 1, 0},
        {"wide.png", 1, 1400}, {"wide.png", 2, 2800}, {"wide.png", 3, 0}, /* too large then */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct sprite *sprite = image_load(&theme, table[i].file, table[i].scale);
        print_message("%s at %d\n", table[i].file, table[i].scale);
        assert_int_equal(sprite ? sprite->width : 0, table[i].side_px);
        sprite_free(sprite);
    }
    assert_int_equal(image_scale(&theme, "two.png", 3), 2); /* smaller, but sharp */
    assert_int_equal(image_scale(&theme, "two.png", 1), 1);
    assert_int_equal(image_scale(&theme, "one.png", 3), 3); /* in squares */
}

static uint32_t pixel(const SDL_Surface *canvas, int x)
{
    uint32_t rgb;
    memcpy(&rgb, (const char *)canvas->pixels + (size_t)x * sizeof rgb, sizeof rgb);
    return rgb & 0xffffff;
}

/* Frames only, and only by a palette that fits: what is not to be had leaves them as they are. */
static void frames_get_the_colors_of_the_palette(void **state)
{
    static const struct {
        const char *palette;
        struct sprite *(*load)(const struct theme *theme, const char *file, int scale);
        uint32_t first, second; /* on black */
    } table[] = {
        {"", image_load_frame, 0x800000, 0x0000ff},
        {"dark.png", image_load_frame, 0x00ff00, 0xffffff},
        {"dark.png", image_load, 0x800000, 0x0000ff},
        {"none.png", image_load_frame, 0x800000, 0x0000ff},
        {"more.png", image_load_frame, 0x800000, 0x0000ff},
        {"part.png", image_load_frame, 0x800000, 0x0000ff},
        {"long.png", image_load_frame, 0x800000, 0x0000ff},
        {"cut.png", image_load_frame, 0x800000, 0x0000ff},
        {"text.png", image_load_frame, 0x800000, 0x0000ff},
        {"pipe.png", image_load_frame, 0x800000, 0x0000ff},
        {"one.png", image_load_frame, 0x800000, 0x0000ff},
    };

    (void)state;
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 2, 1, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(canvas);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i].palette);
        strcpy(theme.palette, table[i].palette);
        struct sprite *sprite = table[i].load(&theme, "light.png", 1);
        assert_non_null(sprite);
        SDL_FillRect(canvas, NULL, 0);
        sprite_draw(sprite, canvas, 0, 0);
        assert_int_equal(pixel(canvas, 0), table[i].first);
        assert_int_equal(pixel(canvas, 1), table[i].second);
        sprite_free(sprite);
    }
    strcpy(theme.palette, "dark.png"); /* in true colours, it has no need of one */
    struct sprite *sprite = image_load_frame(&theme, "two.png", 1);
    assert_non_null(sprite);
    sprite_free(sprite);
    SDL_FreeSurface(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(art_is_chosen_by_scale),
        cmocka_unit_test(frames_get_the_colors_of_the_palette),
    };

    return cmocka_run_group_tests(tests, make_art, remove_art);
}
