/* SPDX-License-Identifier: MIT */
/* The backdrop, in three rounds: each knows better what the animal is. */
#include "backdrop.h"

#include "difference.h"
#include "gap.h"
#include "light.h"
#include "parallel.h"
#include "registration.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PLACING_ROUND 1 /* when it is known where the animal is */
#define ROUNDS        4
#define RIM_SHARE     20 /* of a panel's width, at either side */
#define TOP_SHARE     12 /* of its height, above */
#define BOTTOM_SHARE  30
#define SAMPLES_MAX   48 /* exposures that a median is of */

struct studio {
    struct picture *panels;
    struct mask *suspects; /* of each panel: what may not be backdrop */
    int count, round;
    int *moved_x;            /* of each panel, by which it was laid on the others */
    struct picture backdrop; /* alpha 0: no exposure shows it */
    double noise;
    atomic_bool failed;
};

static void suspect_all_but_rim(struct mask *suspect)
{
    int rim = suspect->width / RIM_SHARE + 1, top = suspect->height / TOP_SHARE + 1;
    int bottom = suspect->height / BOTTOM_SHARE + 1;
    for (int y = top; y < suspect->height - bottom; y++)
        if (suspect->width > 2 * rim)
            memset(mask_at(suspect, rim, y), 1, (size_t)(suspect->width - 2 * rim));
}

static uint8_t median(uint8_t *values, int count)
{
    for (int i = 1; i < count; i++) {
        uint8_t value = values[i];
        int j = i;
        for (; j > 0 && values[j - 1] > value; j--)
            values[j] = values[j - 1];
        values[j] = value;
    }
    return count % 2 ? values[count / 2]
                     : (uint8_t)((values[count / 2 - 1] + values[count / 2] + 1) / 2);
}

/* Row Y of the backdrop: medians of what is not suspect. */
static void take_medians(void *data, int y)
{
    struct studio *studio = data;
    int step = (studio->count + SAMPLES_MAX - 1) / SAMPLES_MAX;
    for (int x = 0; x < studio->backdrop.width; x++) {
        uint8_t values[3][SAMPLES_MAX], *pixel = picture_at(&studio->backdrop, x, y);
        int found = 0;
        for (int i = 0; i < studio->count; i += step)
            if (!*mask_at(&studio->suspects[i], x, y)) {
                const uint8_t *from = picture_at(&studio->panels[i], x, y);
                for (int c = 0; c < 3; c++)
                    values[c][found] = from[c];
                found++;
            }
        for (int c = 0; c < 3 && found > 0; c++)
            pixel[c] = median(values[c], found);
        pixel[3] = found > 0 ? 255 : 0;
    }
}

static void even_panel(void *data, int index)
{
    struct studio *studio = data;
    light_even(&studio->panels[index], &studio->backdrop, &studio->suspects[index]);
}

/* By another panel, not by the backdrop: of panels that do not lie on each other the median has no
 * lines to go by. */
static void place_panel(void *data, int index)
{
    struct studio *studio = data;
    if (index > 0 &&
        !registration_place(&studio->panels[index], &studio->suspects[index], &studio->panels[0],
                            &studio->suspects[0], &studio->moved_x[index]))
        studio->failed = true;
}

static void suspect_panel(void *data, int index)
{
    static const int floors[ROUNDS] = {22, 11, 9, 8}, times[ROUNDS] = {4, 3, 2, 2};
    struct studio *studio = data;
    double threshold = fmax(floors[studio->round], times[studio->round] * studio->noise);
    if (!difference_suspect(&studio->panels[index], &studio->backdrop, (int)threshold,
                            &studio->suspects[index]))
        studio->failed = true;
}

static void measure_noise(struct studio *studio)
{
    studio->noise = 0;
    for (int i = 0; i < studio->count; i++)
        studio->noise +=
            difference_noise(&studio->panels[i], &studio->backdrop, &studio->suspects[i]) /
            studio->count;
}

static bool take_backdrop(struct studio *studio)
{
    parallel_each(studio->backdrop.height, take_medians, studio);
    return gap_fill(&studio->backdrop);
}

static bool run_round(struct studio *studio)
{
    if (!take_backdrop(studio))
        return false;
    parallel_each(studio->count, even_panel, studio);
    if (studio->round == PLACING_ROUND) {
        parallel_each(studio->count, place_panel, studio);
        if (studio->failed || !take_backdrop(studio))
            return false;
    }
    measure_noise(studio);
    parallel_each(studio->count, suspect_panel, studio);
    return !studio->failed;
}

bool backdrop_develop(struct picture *panels, int count, struct backdrop *backdrop, int *moved_x)
{
    struct studio studio = {.panels = panels, .count = count, .moved_x = moved_x};
    bool good = picture_make(&studio.backdrop, panels[0].width, panels[0].height);
    studio.suspects = calloc((size_t)count, sizeof *studio.suspects);
    good = good && studio.suspects;
    for (int i = 0; good && i < count; i++) {
        good = mask_make(&studio.suspects[i], panels[i].width, panels[i].height);
        if (good)
            suspect_all_but_rim(&studio.suspects[i]);
    }
    for (; good && studio.round < ROUNDS; studio.round++)
        good = run_round(&studio);
    good = good && take_backdrop(&studio);
    for (int i = 0; studio.suspects && i < count; i++)
        mask_free(&studio.suspects[i]);
    free(studio.suspects);
    *backdrop = (struct backdrop){studio.backdrop, studio.noise};
    if (!good)
        backdrop_free(backdrop);
    return good;
}

void backdrop_free(struct backdrop *backdrop)
{
    picture_free(&backdrop->picture);
}
