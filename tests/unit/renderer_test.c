/* SPDX-License-Identifier: MIT */
/* Tests: a card is composed without a display, and only what has changed is drawn again. Owns a
 * scratch folder with a theme's art, removed at the end. */
#include "renderer.h"

#include "cmocka_all.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct theme theme;

/* FILE of the theme, a static string. */
static const char *path_of(const char *file)
{
    static char path[2 * THEME_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", theme.folder, file);
    return path;
}

static void save_square(const char *file, int side, uint32_t argb)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, side, side, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    SDL_FillRect(surface, NULL, argb);
    assert_int_equal(IMG_SavePNG(surface, path_of(file)), 0);
    SDL_FreeSurface(surface);
}

static int make_art(void **state)
{
    (void)state;
    strcpy(theme.folder, "/tmp/ocamlwalk-test-XXXXXX");
    if (!mkdtemp(theme.folder))
        return -1;
    save_square("1.png", 4, 0xff102030);
    save_square("paper.png", 16, 0xffff0000);
    save_square("grid.png", 10, 0x80000000);
    return 0;
}

static int remove_art(void **state)
{
    (void)state;
    unlink(path_of("1.png"));
    unlink(path_of("paper.png"));
    unlink(path_of("grid.png"));
    return rmdir(theme.folder);
}

static uint32_t pixel(const SDL_Surface *canvas, int x, int y)
{
    uint32_t argb;
    memcpy(&argb, (const char *)canvas->pixels + y * canvas->pitch + x * 4, sizeof argb);
    return argb & 0xffffff;
}

/* A card of 16x16, of red paper, the "camel" a square of 4x4 at (6,6) seen through an opening. */
static void a_card_is_composed(void **state)
{
    (void)state;
    theme.act_count = GAIT_COUNT;
    theme.width = theme.height = 16;
    theme.camel_x = theme.camel_y = 6;
    theme.view_x = theme.view_y = 0;
    theme.view_width = theme.view_height = 8;
    theme.caption_color[1] = 0xff;
    theme.progress_y = 15;
    strcpy(theme.backdrop, "paper.png");
    theme.acts[GAIT_WALK] =
        (struct theme_act){.frame_count = 2, .frame_ms = 10, .first = 1, .frames = "%d.png"};
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 16, 16, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(canvas);
    struct renderer renderer;
    assert_true(renderer_open(&renderer, &theme, 1));
    struct exposure exposure = {.act = GAIT_WALK};
    SDL_Rect rects[RENDERER_RECTS_MAX];
    assert_int_equal(renderer_compose(&renderer, canvas, &exposure, rects), 1);
    assert_true(SDL_RectEquals(&rects[0], &(SDL_Rect){0, 0, 16, 16}));
    assert_int_equal(pixel(canvas, 0, 0), 0xff0000);
    assert_int_equal(pixel(canvas, 7, 7), 0x102030);
    assert_int_not_equal(pixel(canvas, 8, 8), 0x102030); /* outside of the opening */

    /* The second frame is missing: the first stands for it, and only its place is drawn again. */
    assert_false(renderer_changed(&renderer));
    exposure.frame = 1;
    assert_int_equal(renderer_compose(&renderer, canvas, &exposure, rects), 1);
    assert_true(SDL_RectEquals(&rects[0], &(SDL_Rect){6, 6, 2, 2}));

    renderer_progress(&renderer, 50, false);
    assert_true(renderer_changed(&renderer));
    assert_int_equal(renderer_compose(&renderer, canvas, &exposure, rects), 2);
    assert_int_equal(pixel(canvas, 7, 15), 0x00ff00);
    assert_int_not_equal(pixel(canvas, 8, 15), 0x00ff00);

    /* An estimate is a third of the colour on two of paper, however often it is drawn. */
    for (int percent = 50; percent <= 75; percent += 25) {
        renderer_progress(&renderer, percent, true);
        assert_int_equal(renderer_compose(&renderer, canvas, &exposure, rects), 2);
        assert_int_equal(pixel(canvas, 7, 15), pixel(canvas, 0, 15));
        assert_int_not_equal(pixel(canvas, 7, 15), 0x00ff00);
        assert_int_not_equal(pixel(canvas, 7, 15), pixel(canvas, 15, 15));
    }
    renderer_progress(&renderer, 75, true);
    assert_false(renderer_changed(&renderer));

    renderer_close(&renderer);
    renderer_close(&renderer);
    SDL_FreeSurface(canvas);
}

/* A grid of ten columns, gone by by two of them: with 30 % told, three of each ten are darker. */
static void the_way_that_is_told_is_in_darker_ink(void **state)
{
    (void)state;
    theme.view_width = theme.view_height = 16;
    strcpy(theme.grid, "grid.png");
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 16, 16, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(canvas);
    struct renderer renderer;
    assert_true(renderer_open(&renderer, &theme, 1));
    struct exposure exposure = {.act = GAIT_WALK, .ground_px = 2};
    SDL_Rect rects[RENDERER_RECTS_MAX];
    renderer_compose(&renderer, canvas, &exposure, rects);
    uint32_t pale = pixel(canvas, 0, 0);
    renderer_progress(&renderer, 30, true);
    renderer_compose(&renderer, canvas, &exposure, rects);
    assert_int_equal(pixel(canvas, 0, 0), pale); /* an estimate is not told */

    renderer_progress(&renderer, 30, false);
    renderer_compose(&renderer, canvas, &exposure, rects);
    uint32_t dark = pixel(canvas, 0, 0);
    assert_true(dark < pale);
    for (int x = 0; x < 16; x++)
        assert_int_equal(pixel(canvas, x, 0), (x + 2) % 10 < 3 ? dark : pale);

    exposure.ground_px = -1; /* backwards */
    renderer_compose(&renderer, canvas, &exposure, rects);
    for (int x = 0; x < 16; x++)
        assert_int_equal(pixel(canvas, x, 0), (x + 9) % 10 < 3 ? dark : pale);
    renderer_close(&renderer);
    theme.grid[0] = '\0';
    SDL_FreeSurface(canvas);
}

static void a_theme_without_a_camel_is_not_drawn(void **state)
{
    (void)state;
    strcpy(theme.acts[GAIT_WALK].frames, "none%d.png");
    struct renderer renderer;
    assert_false(renderer_open(&renderer, &theme, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_is_composed),
        cmocka_unit_test(the_way_that_is_told_is_in_darker_ink),
        cmocka_unit_test(a_theme_without_a_camel_is_not_drawn),
    };

    return cmocka_run_group_tests(tests, make_art, remove_art);
}
