/* SPDX-License-Identifier: MIT */
/* Tests: only PNGs of bounded size are decoded, at the scale of the window, and a renderer needs no
 * display to be composed.
 * Owns a scratch folder with a theme's art, removed at the end. */
#include "image.h"

#include "cmocka_all.h"
#include "renderer.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct theme theme;

static const char *const files[] = {"1.png",    "one.png", "two.png", "two@2x.png",
                                    "huge.png", "cut.png", "text.png"};

static void save_bytes(const char *file, const void *bytes, size_t len)
{
    char path[THEME_PATH_MAX];
    FILE *out;

    assert_true(theme_path(&theme, file, path));
    assert_non_null(out = fopen(path, "wb"));
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    fclose(out);
}

static void save_picture(const char *file, int side_px, uint32_t argb)
{
    char path[THEME_PATH_MAX];
    SDL_Surface *picture =
        SDL_CreateRGBSurfaceWithFormat(0, side_px, side_px, 32, SDL_PIXELFORMAT_ARGB8888);

    assert_non_null(picture);
    SDL_FillRect(picture, NULL, argb);
    assert_true(theme_path(&theme, file, path));
    assert_int_equal(IMG_SavePNG(picture, path), 0);
    SDL_FreeSurface(picture);
}

static int make_art(void **state)
{
    static const uint8_t huge[24] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13,
                                     'I',  'H', 'D', 'R', 0x00, 0x01, 0,    0,    0, 0, 0, 1};

    (void)state;
    strcpy(theme.folder, "/tmp/ocamlwalk-test-XXXXXX");
    if (!mkdtemp(theme.folder))
        return -1;
    save_picture("1.png", 4, 0xff102030);
    save_picture("one.png", 4, 0x80ffffff);
    save_picture("two.png", 4, 0xffff0000);
    save_picture("two@2x.png", 8, 0xff0000ff);
    save_bytes("huge.png", huge, sizeof huge);
    save_bytes("cut.png", huge, 10);
    save_bytes("text.png", "this is no picture at all, but long enough", 42);
    return 0;
}

static int remove_art(void **state)
{
    char path[THEME_PATH_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (theme_path(&theme, files[i], path))
            unlink(path);
    return rmdir(theme.folder);
}

static void art_is_chosen_by_scale(void **state)
{
    static const struct {
        const char *file;
        int scale, side_px; /* 0: refused */
    } table[] = {
        {"one.png", 1, 4},  {"one.png", 2, 8}, /* enlarged */
        {"two.png", 1, 4},  {"two.png", 2, 8}, {"none.png", 1, 0}, {"none.png", 2, 0},
        {"huge.png", 1, 0}, {"cut.png", 1, 0}, {"text.png", 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct sprite *picture = image_load(&theme, table[i].file, table[i].scale);
        print_message("%s at %d\n", table[i].file, table[i].scale);
        assert_int_equal(picture ? picture->width : 0, table[i].side_px);
        sprite_free(picture);
    }
    assert_int_equal(image_scale(&theme, "two.png", 3), 2); /* smaller, but sharp */
    assert_int_equal(image_scale(&theme, "two.png", 1), 1);
    assert_int_equal(image_scale(&theme, "one.png", 3), 3); /* in squares */
}

static uint32_t pixel(const SDL_Surface *canvas, int x, int y)
{
    uint32_t argb;

    memcpy(&argb, (const char *)canvas->pixels + y * canvas->pitch + x * 4, sizeof argb);
    return argb & 0xffffff;
}

/* A card of 16x16, red paper, the "camel" a square of 4x4 at (6,6) seen through an opening. */
static void a_scene_is_composed(void **state)
{
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 16, 16, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Rect rects[RENDERER_RECTS_MAX];
    struct exposure exposure = {.act = GAIT_WALK};
    struct renderer renderer;

    (void)state;
    theme.act_count = GAIT_COUNT;
    theme.width = theme.height = 16;
    theme.camel_x = theme.camel_y = 6;
    theme.view_x = theme.view_y = 0;
    theme.view_width = theme.view_height = 8;
    theme.caption_color[1] = 0xff;
    theme.progress_y = 15;
    strcpy(theme.backdrop, "two.png");
    theme.acts[GAIT_WALK] =
        (struct theme_act){.frame_count = 2, .frame_ms = 10, .first = 1, .frames = "%d.png"};
    assert_non_null(canvas);
    assert_true(renderer_open(&renderer, &theme, 1));

    assert_int_equal(renderer_compose(&renderer, canvas, &exposure, rects), 1);
    assert_true(SDL_RectEquals(&rects[0], &(SDL_Rect){0, 0, 16, 16}));
    assert_int_equal(pixel(canvas, 0, 0), 0xff0000);
    assert_int_equal(pixel(canvas, 7, 7), 0x102030);
    assert_int_not_equal(pixel(canvas, 8, 8), 0x102030); /* outside of the opening */

    /* the second exposure is missing: the first stands for it, and only its place is drawn again */
    assert_false(renderer_changed(&renderer));
    exposure.frame = 1;
    assert_int_equal(renderer_compose(&renderer, canvas, &exposure, rects), 1);
    assert_true(SDL_RectEquals(&rects[0], &(SDL_Rect){6, 6, 2, 2}));

    renderer_progress(&renderer, 50);
    assert_true(renderer_changed(&renderer));
    assert_int_equal(renderer_compose(&renderer, canvas, &exposure, rects), 2);
    assert_int_equal(pixel(canvas, 7, 15), 0x00ff00);
    assert_int_not_equal(pixel(canvas, 8, 15), 0x00ff00);

    renderer_close(&renderer);
    renderer_close(&renderer);
    SDL_FreeSurface(canvas);
}

static void a_scene_without_a_camel_is_none(void **state)
{
    struct renderer renderer;

    (void)state;
    strcpy(theme.acts[GAIT_WALK].frames, "none%d.png");
    assert_false(renderer_open(&renderer, &theme, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(art_is_chosen_by_scale),
        cmocka_unit_test(a_scene_is_composed),
        cmocka_unit_test(a_scene_without_a_camel_is_none),
    };

    return cmocka_run_group_tests(tests, make_art, remove_art);
}
