/* SPDX-License-Identifier: MIT */
/* The backdrop, in three rounds: each knows better what the animal is. */
#include "backdrop.h"

#include "difference.h"
#include "light.h"
#include "parallel.h"
#include "registration.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PLACING_ROUND 1 /* when it is known where the animal is */
#define ROUNDS        3
#define RIM_SHARE     20 /* of a panel's width, at either side */
#define TOP_SHARE     12 /* of its height, above */
#define BOTTOM_SHARE  30
#define SAMPLES_MAX   48 /* exposures that a median is of */
#define NEIGHBOURS    9  /* known pixels beside a gap that it is filled from */
#define LINE_REACH_PX 8  /* to either side of a line */
#define LINE_SHARE    25 /* of the height: as far lines go on */
#define SMOOTH_SHARE  16 /* of the width: lamps make nothing smaller */

struct studio {
    struct picture *panels;
    struct mask *suspects; /* of each panel: what may not be backdrop */
    int count, round;
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

static int compare_bytes(const void *a, const void *b)
{
    return *(const uint8_t *)a - *(const uint8_t *)b;
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

/* How bright the top of the backdrop is along X, of a mean of 1: the light that every row has. */
static void measure_light(const struct picture *backdrop, float *light, float *scratch)
{
    int width = backdrop->width, rows = backdrop->height / TOP_SHARE + 1;
    int radius = width / SMOOTH_SHARE + 1;
    double total = 0;
    for (int x = 0; x < width; x++) {
        scratch[x] = 1;
        for (int y = 0; y < rows; y++)
            scratch[x] += (float)picture_luma(picture_at(backdrop, x, y));
        total += scratch[x];
    }
    for (int x = 0; x < width; x++) {
        int first = x - radius < 0 ? 0 : x - radius;
        int last = x + radius >= width ? width - 1 : x + radius;
        float sum = 0;
        for (int i = first; i <= last; i++)
            sum += scratch[i];
        light[x] = sum / (float)(last - first + 1) * (float)width / (float)total;
    }
}

/* Of the known pixels of ROW next to X, in direction STEP, the median of channel C over the light
 * there; -1: there are none. */
static float beside(const struct picture *backdrop, int y, int x, int step, int c,
                    const float *light)
{
    uint8_t values[NEIGHBOURS];
    float lit = 0;
    int found = 0;
    for (; x >= 0 && x < backdrop->width && found < NEIGHBOURS; x += step) {
        const uint8_t *pixel = picture_at(backdrop, x, y);
        if (pixel[3] != 255)
            break;
        lit += light[x];
        values[found++] = pixel[c];
    }
    if (found == 0)
        return -1;
    qsort(values, (size_t)found, 1, compare_bytes);
    return values[found / 2] * (float)found / lit;
}

/* Fills the gap from START to END of row Y, alpha 254: from beside, or else from above. */
static void fill_gap(struct picture *backdrop, int y, int start, int end, const float *light)
{
    for (int c = 0; c < 3; c++) {
        float left = beside(backdrop, y, start - 1, -1, c, light);
        float right = beside(backdrop, y, end, 1, c, light);
        left = left < 0 ? right : left;
        right = right < 0 ? left : right;
        for (int x = start; x < end; x++) {
            float far = ((float)(x - start) + 0.5f) / (float)(end - start);
            float value = (left + (right - left) * far) * light[x];
            if (left < 0)
                value = y > 0 ? picture_at(backdrop, x, y - 1)[c] : 0;
            picture_at(backdrop, x, y)[c] = (uint8_t)(value > 254.5f ? 255 : value + 0.5f);
        }
    }
    for (int x = start; x < end; x++)
        picture_at(backdrop, x, y)[3] = 254;
}

/* What a line of the backdrop adds to the pixel at X, Y: how far it is off the mean around it. */
static int detail_at(const struct picture *backdrop, int x, int y)
{
    int sum = 0, found = 0;
    for (int i = x - LINE_REACH_PX; i <= x + LINE_REACH_PX; i++)
        if (i >= 0 && i < backdrop->width && picture_at(backdrop, i, y)[3] == 255) {
            sum += picture_luma(picture_at(backdrop, i, y));
            found++;
        }
    return picture_luma(picture_at(backdrop, x, y)) - (found > 0 ? sum / found : 0);
}

/* Lets upright lines of what is known go on into what was filled, a margin's width and more: from
 * above, then from below. */
static void go_on_into_gaps(struct picture *backdrop, int first, int step)
{
    int reach = backdrop->height / LINE_SHARE + 1;
    for (int x = 0; x < backdrop->width; x++)
        for (int y = first, detail = 0, far = reach; y >= 0 && y < backdrop->height; y += step) {
            uint8_t *pixel = picture_at(backdrop, x, y);
            if (pixel[3] == 255) {
                far = 0;
                continue;
            }
            if (far == 0)
                detail = detail_at(backdrop, x, y - step);
            for (int c = 0; c < 3 && pixel[3] == 254 && far < reach; c++) {
                int value = pixel[c] + detail;
                pixel[c] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
            }
            if (far++ < reach)
                pixel[3] = 253;
        }
}

static bool fill_gaps(struct picture *backdrop)
{
    float *light = malloc(2 * (size_t)backdrop->width * sizeof *light);
    if (!light)
        return false;
    measure_light(backdrop, light, light + backdrop->width);
    for (int y = 0; y < backdrop->height; y++)
        for (int x = 0; x < backdrop->width;) {
            int start = x;
            while (x < backdrop->width && picture_at(backdrop, x, y)[3] == 0)
                x++;
            if (x > start)
                fill_gap(backdrop, y, start, x, light);
            x += x == start;
        }
    free(light);
    go_on_into_gaps(backdrop, 0, 1);
    go_on_into_gaps(backdrop, backdrop->height - 1, -1);
    return true;
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
    if (index > 0 && !registration_place(&studio->panels[index], &studio->suspects[index],
                                         &studio->panels[0], &studio->suspects[0]))
        studio->failed = true;
}

static void suspect_panel(void *data, int index)
{
    static const int floors[ROUNDS] = {22, 11, 9}, times[ROUNDS] = {4, 3, 2};
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
    return fill_gaps(&studio->backdrop);
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

bool backdrop_develop(struct picture *panels, int count, struct backdrop *backdrop)
{
    struct studio studio = {.panels = panels, .count = count};
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
