/* SPDX-License-Identifier: MIT */
/* The steps from panels to a walk, in their order. */
#include "roll.h"

#include "alignment.h"
#include "backdrop.h"
#include "contact_sheet.h"
#include "cutout.h"
#include "likeness.h"
#include "loop.h"
#include "parallel.h"
#include "stride.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#define SEEN_SHARE  200 /* of an exposure: less is nothing */
#define BLANK_SHARE 0.2 /* of a panel's contrast */
#define FULL_SHARE  90  /* percent of it: more is no animal but the backdrop */

/* How much a panel's tones differ: their mean distance from their mean. */
static double measure_contrast(const struct picture *panel)
{
    size_t count = (size_t)panel->width * (size_t)panel->height;
    double mean = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        mean += picture_luma(panel->rgba + 4 * i) / (double)count;
    for (size_t i = 0; i < count; i++)
        sum += fabs(picture_luma(panel->rgba + 4 * i) - mean) / (double)count;
    return sum;
}

/* A grid is not always full: what nobody has exposed, at its end, is dropped. */
static void drop_blank(struct roll *roll)
{
    double usual = 0;
    for (int i = 0; i < roll->columns; i++)
        usual += measure_contrast(&roll->exposures[i]) / roll->columns;
    while (roll->count > 1 &&
           measure_contrast(&roll->exposures[roll->count - 1]) < BLANK_SHARE * usual)
        picture_free(&roll->exposures[--roll->count]);
}

bool roll_cut(const struct picture *plate, const struct layout *layout, struct roll *roll)
{
    int count = layout_count(layout);
    *roll = (struct roll){.count = count, .columns = layout->columns};
    roll->exposures = calloc((size_t)count, sizeof *roll->exposures);
    bool good = roll->exposures;
    for (int i = 0; good && i < count; i++)
        good = picture_cut(plate, layout_panel(layout, i), &roll->exposures[i]);
    if (good && layout->rows > 1)
        drop_blank(roll);
    if (!good)
        roll_free(roll);
    return good;
}

struct cutting {
    struct roll *roll;
    struct backdrop backdrop;
    atomic_bool failed;
};

static void cut_out(void *data, int index)
{
    struct cutting *cutting = data;
    if (!cutout_make(&cutting->roll->exposures[index], &cutting->backdrop))
        cutting->failed = true;
}

static void clean(void *data, int index)
{
    struct cutting *cutting = data;
    if (!cutout_clean(&cutting->roll->exposures[index]))
        cutting->failed = true;
}

/* True where an animal is to be seen. */
static bool is_exposed(const struct picture *exposure)
{
    size_t count = (size_t)exposure->width * (size_t)exposure->height, seen = 0;
    for (size_t i = 0; i < count; i++)
        seen += exposure->rgba[4 * i + 3] > 127;
    return seen * SEEN_SHARE >= count && seen * 100 <= count * FULL_SHARE;
}

enum roll_result roll_develop(struct roll *roll)
{
    struct cutting cutting = {.roll = roll};
    bool has_alpha = true;
    for (int i = 0; i < roll->count; i++)
        has_alpha = has_alpha && picture_has_alpha(&roll->exposures[i]);
    if (!has_alpha) {
        roll->moved_x = calloc((size_t)roll->count, sizeof *roll->moved_x);
        if (!roll->moved_x ||
            !backdrop_develop(roll->exposures, roll->count, &cutting.backdrop, roll->moved_x))
            return ROLL_NO_MEMORY;
    }
    roll->proofs = contact_sheet_proofs(roll->exposures, roll->count);
    if (!roll->proofs)
        cutting.failed = true;
    else
        parallel_each(roll->count, has_alpha ? clean : cut_out, &cutting);
    backdrop_free(&cutting.backdrop);
    if (cutting.failed)
        return ROLL_NO_MEMORY;
    while (roll->count > 1 && !is_exposed(&roll->exposures[roll->count - 1])) {
        picture_free(&roll->exposures[--roll->count]);
        picture_free(&roll->proofs[roll->count]);
    }
    for (int i = 0; i < roll->count; i++)
        if (!is_exposed(&roll->exposures[i])) {
            while (roll->count > i) {
                picture_free(&roll->exposures[--roll->count]);
                picture_free(&roll->proofs[roll->count]);
            }
            return ROLL_NOTHING_SEEN;
        }
    return ROLL_DONE;
}

bool roll_align(struct roll *roll, int loop)
{
    size_t count = (size_t)roll->count;
    float *distances = calloc(count * count, sizeof *distances);
    bool good = distances && alignment_make(roll->exposures, roll->count, roll->moved_x) &&
                likeness_measure(roll->exposures, roll->count, distances);
    if (good) {
        roll->ground = alignment_ground(roll->exposures, roll->count);
        roll->loop = loop > 0 ? loop : loop_find(distances, roll->count);
        if (roll->loop > 0)
            roll->stride = stride_measure(roll->exposures, roll->loop, roll->ground);
    }
    free(distances);
    return good;
}

bool roll_draw_sheet(struct roll *roll)
{
    struct contact_sheet_marks marks = {roll->count, roll->columns,
                                        alignment_ground(roll->exposures, roll->count),
                                        roll->loop > 0 ? roll->loop : roll->count};
    picture_free(&roll->sheet);
    return contact_sheet_draw(roll->proofs, roll->exposures, &marks, &roll->sheet);
}

struct area roll_content(const struct roll *roll)
{
    int left = roll->exposures[0].width, right = 0, top = roll->exposures[0].height, bottom = 0;
    for (int i = 0; i < roll->loop; i++) {
        struct area content = picture_content(&roll->exposures[i], 1);
        int end_x = content.x + content.width, end_y = content.y + content.height;
        if (content.width == 0)
            continue;
        left = content.x < left ? content.x : left;
        top = content.y < top ? content.y : top;
        right = end_x > right ? end_x : right;
        bottom = end_y > bottom ? end_y : bottom;
    }
    return (struct area){left, top, right - left, bottom - top};
}

void roll_free(struct roll *roll)
{
    for (int i = 0; roll->exposures && i < roll->count; i++)
        picture_free(&roll->exposures[i]);
    free(roll->exposures);
    free(roll->moved_x);
    contact_sheet_proofs_free(roll->proofs, roll->count);
    picture_free(&roll->sheet);
    *roll = (struct roll){0};
}
