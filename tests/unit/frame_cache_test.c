/* SPDX-License-Identifier: MIT */
/* Tests: whatever the frames are, what is kept of them decoded is bounded, and each is still the
 * right one. Owns a scratch folder with a theme's art, removed at the end. */
#include "frame_cache.h"

#include "cmocka_all.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT   10 /* frames, and as many acts: more than may be kept */
#define SIDE_PX 2048

static struct theme theme;

static const char *path_of(int number)
{
    static char path[2 * THEME_PATH_MAX];
    snprintf(path, sizeof path, "%s/%d.png", theme.folder, number);
    return path;
}

/* Each a row higher than the one before. The last but one is no picture. */
static int make_frames(void **state)
{
    (void)state;
    strcpy(theme.folder, "/tmp/ocamlwalk-test-XXXXXX");
    if (!mkdtemp(theme.folder))
        return -1;
    for (int i = 1; i <= COUNT; i++) {
        if (i == COUNT - 1)
            continue;
        SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, SIDE_PX, SIDE_PX - COUNT + i, 32,
                                                              SDL_PIXELFORMAT_ARGB8888);
        assert_non_null(surface);
        SDL_FillRect(surface, NULL, 0xff102030);
        assert_int_equal(IMG_SavePNG(surface, path_of(i)), 0);
        SDL_FreeSurface(surface);
    }
    struct theme_act *walk = &theme.acts[GAIT_WALK];
    *walk = (struct theme_act){.frame_count = COUNT, .frame_ms = 42, .first = 1};
    strcpy(walk->frames, "%d.png");
    return 0;
}

static int remove_frames(void **state)
{
    (void)state;
    for (int i = 1; i <= COUNT; i++)
        unlink(path_of(i));
    return rmdir(theme.folder);
}

static void what_is_kept_is_bounded(void **state)
{
    (void)state;
    struct frame_cache cache;
    size_t kept_len = 0;
    assert_true(frame_cache_open(&cache, &theme, &theme.acts[GAIT_WALK], 1, &kept_len));
    for (int i = 0; i < 2 * COUNT; i++) {
        int frame = i % COUNT, seen = frame == COUNT - 2 ? frame - 1 : frame;
        struct sprite *sprite = frame_cache_get(&cache, frame);
        assert_int_equal(sprite->height, SIDE_PX - COUNT + seen + 1);
        assert_ptr_equal(frame_cache_get(&cache, frame), sprite); /* not decoded once more */
        assert_in_range(kept_len, sprite->len, FRAME_CACHE_LEN_MAX);
    }
    assert_non_null(cache.sprites[1]); /* those that were there first */
    assert_null(cache.sprites[COUNT - 1]);
    frame_cache_close(&cache);
    assert_int_equal(kept_len, 0);
    frame_cache_close(&cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_bounded),
    };

    return cmocka_run_group_tests(tests, make_frames, remove_frames);
}
