/* SPDX-License-Identifier: MIT */
/* Tests: no foot slides. On the composed card, from each exposure of the walk to the next, what is
 * drawn of a foot that stands moves as far as the ground does, at every scale. Reads the theme
 * "plate" out of the build tree, and where its feet are. */
#include "acts.h"

#include "cmocka_all.h"
#include "renderer.h"
#include "theme_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEET       4
#define FRAMES_MAX 64
#define COLUMNS    19
#define SCALES     3

struct feet {
    double ground_y, x[FEET];
    bool down[FEET];
};

static struct theme theme;
static struct feet feet[FRAMES_MAX];

/* anchors.csv: frame, ground_y, box (4), gone_px, then x, down, strikes of each foot */
static int read_feet(void)
{
    char path[THEME_PATH_MAX];
    assert_true(theme_file_find(theme.folder, "walk/anchors.csv", path));
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    int count = 0;
    char line[512];
    assert_non_null(fgets(line, sizeof line, file)); /* names */
    while (count < FRAMES_MAX && fgets(line, sizeof line, file)) {
        double columns[COLUMNS];
        char *at = line;
        for (int i = 0; i < COLUMNS; i++, at += *at == ',')
            columns[i] = strtod(at, &at);
        feet[count].ground_y = columns[1];
        for (int i = 0; i < FEET; i++) {
            feet[count].x[i] = columns[7 + 3 * i];
            feet[count].down[i] = columns[8 + 3 * i] != 0;
        }
        count++;
    }
    fclose(file);
    return count;
}

static int brightness(const SDL_Surface *canvas, int x, int y)
{
    const uint8_t *channels =
        (const uint8_t *)canvas->pixels + y * canvas->pitch + (size_t)x * sizeof(uint32_t);
    return channels[0] + channels[1] + channels[2];
}

/* How far to the left what is in PART of BEFORE is found in AFTER: where the two differ least. */
static int moved_by(const SDL_Surface *before, const SDL_Surface *after, const SDL_Rect *part,
                    int most)
{
    long least = -1;
    int found = 0;
    for (int by = -most; by <= most; by++) {
        long unlike = 0;
        for (int y = part->y; y < part->y + part->h; y++)
            for (int x = part->x; x < part->x + part->w; x++)
                unlike += labs((long)brightness(before, x, y) - brightness(after, x - by, y));
        if (least < 0 || unlike < least) {
            least = unlike;
            found = by;
        }
    }
    return found;
}

static SDL_Rect foot_part(const struct feet *at, int foot, int scale)
{
    double x = theme.camel_x + at->x[foot], y = theme.camel_y + at->ground_y;
    /* The hoof, from the ground up. */
    return (SDL_Rect){(int)((x - 6) * scale), (int)((y - 5) * scale), 12 * scale, 5 * scale};
}

static void draw(struct renderer *renderer, SDL_Surface *canvas, struct exposure exposure)
{
    SDL_Rect rects[RENDERER_RECTS_MAX];
    renderer_invalidate(renderer);
    renderer_compose(renderer, canvas, &exposure, rects);
}

struct slides {
    int looked, slid;
    long drift_px;
};

/* The feet that stand from FRAME to the next, of which BEFORE and AFTER are the cards. */
static void look_at_feet(struct slides *slides, int frame, const SDL_Surface *before,
                         const SDL_Surface *after, int scale)
{
    SDL_Rect far_ground = {300 * scale, (theme.ground_y + 3) * scale, 30 * scale, 18 * scale};
    int ground_px = moved_by(before, after, &far_ground, 8 * scale);
    assert_in_range(ground_px, 2 * scale, 5 * scale);
    for (int foot = 0; foot < FEET; foot++) {
        if (!feet[frame].down[foot] || !feet[frame + 1].down[foot])
            continue;
        SDL_Rect part = foot_part(&feet[frame], foot, scale);
        int by_px = moved_by(before, after, &part, 8 * scale);
        slides->looked++;
        slides->slid += abs(by_px - ground_px) > 1;
        slides->drift_px += by_px - ground_px;
    }
}

static struct slides look_at_walk(int scale, int count, int frame_ms)
{
    struct renderer renderer;
    assert_true(renderer_open(&renderer, &theme, scale));
    assert_int_equal(renderer.scale, scale);
    SDL_Surface *canvas[2];
    for (int i = 0; i < 2; i++) {
        canvas[i] = SDL_CreateRGBSurfaceWithFormat(
            0, renderer_width(&renderer), renderer_height(&renderer), 32, SDL_PIXELFORMAT_RGB888);
        assert_non_null(canvas[i]);
    }
    struct acts acts;
    acts_init(&acts, &theme, 1);
    draw(&renderer, canvas[0], acts_exposure(&acts, 0, scale));
    struct slides slides = {0};
    for (int frame = 0; frame + 1 < count; frame++) {
        draw(&renderer, canvas[(frame + 1) % 2],
             acts_exposure(&acts, (double)(frame + 1) * frame_ms, scale));
        look_at_feet(&slides, frame, canvas[frame % 2], canvas[(frame + 1) % 2], scale);
    }
    SDL_FreeSurface(canvas[0]);
    SDL_FreeSurface(canvas[1]);
    renderer_close(&renderer);
    return slides;
}

static void no_foot_slides(void **state)
{
    (void)state;
    const struct theme_act *walk = &theme.acts[GAIT_WALK];
    int count = walk->frame_count;
    assert_int_equal(read_feet(), count);
    for (int scale = 1; scale <= SCALES; scale++) {
        struct slides slides = look_at_walk(scale, count, walk->frame_ms);
        print_message("%dx: %d looks, %d of them slid, mean drift %.2f px\n", scale, slides.looked,
                      slides.slid, (double)slides.drift_px / slides.looked);
        assert_true(slides.looked > count);
        /* A hoof that rolls over its toe looks different: it is not found quite in its place. */
        assert_in_range(slides.slid, 0, slides.looked / 10);
        /* Half a pixel: what whole pixels can tell. */
        assert_true(labs(slides.drift_px) * 2 < slides.looked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_foot_slides)};

    if (!theme_load(&theme, THEMES_DIR "/plate"))
        return 1;
    /* On bare paper: what does not move would only confuse. */
    theme.backdrop[0] = theme.grid[0] = '\0';
    return cmocka_run_group_tests(tests, NULL, NULL);
}
