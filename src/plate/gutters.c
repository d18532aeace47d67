/* SPDX-License-Identifier: MIT */
/* Lines of one tone, runs of them, and whether they come at equal distances. */
#include "gutters.h"

#include <stdlib.h>

#define SHARE_MIN     0.93f /* of a line's pixels, for it to be a gutter's */
#define LEVELS_NEAR   18    /* two lines of one gutter differ by less */
#define GAP_PX        2     /* a speck in a gutter does not divide it */
#define SMALL_SHARE   0.4   /* what is smaller than this, of the largest, is a caption */
#define FRAMED_SPREAD 0.08  /* panels differ in size by less */
#define PANELS_TRIED  (2 * GUTTERS_PANELS_MAX)

struct segment {
    int start, end;
};

static bool is_gutter(const struct line *line, int level)
{
    return line->share >= SHARE_MIN && abs(line->level - level) <= LEVELS_NEAR;
}

/* What lies between gutters of LEVEL; the number of it. */
static int find_segments(const struct line *lines, int count, int level, struct segment *segments)
{
    int found = 0, largest = 0, kept = 0;
    for (int i = 0; i < count && found < PANELS_TRIED;) {
        while (i < count && is_gutter(&lines[i], level))
            i++;
        int start = i, end = i;
        for (int gap = 0; i < count && gap <= GAP_PX; i++) {
            gap = is_gutter(&lines[i], level) ? gap + 1 : 0;
            end = gap ? end : i + 1;
        }
        if (end > start)
            segments[found++] = (struct segment){start, end};
        largest = end - start > largest ? end - start : largest;
    }
    for (int i = 0; i < found; i++)
        if (segments[i].end - segments[i].start >= SMALL_SHARE * largest)
            segments[kept++] = segments[i];
    return kept;
}

/* True where all have about one size and come at equal distances. */
static bool are_framed(const struct segment *segments, int count)
{
    double size = 0, pitch = 0;
    for (int i = 0; i < count; i++)
        size += (double)(segments[i].end - segments[i].start) / count;
    if (count > 1)
        pitch = (double)(segments[count - 1].start - segments[0].start) / (count - 1);
    for (int i = 0; i < count; i++) {
        double off = segments[i].end - segments[i].start - size;
        double moved = segments[i].start - segments[0].start - i * pitch;
        if (off > FRAMED_SPREAD * size || -off > FRAMED_SPREAD * size ||
            moved > FRAMED_SPREAD * size || -moved > FRAMED_SPREAD * size)
            return false;
    }
    return true;
}

/* True where each lies in its own part of COUNT that are equal. */
static bool are_in_cells(const struct segment *segments, int found, int count)
{
    for (int i = 0; i < found; i++)
        if (segments[i].start < (double)count * i / found ||
            segments[i].end > (double)count * (i + 1) / found)
            return false;
    return true;
}

static void divide(struct gutters *gutters, struct segment whole, int count)
{
    *gutters = (struct gutters){.count = count, .size = (whole.end - whole.start) / count};
    for (int i = 0; i < count; i++)
        gutters->start[i] =
            whole.start + (int)((double)(whole.end - whole.start) * i / count + 0.5);
}

static void take_framed(struct gutters *gutters, const struct segment *segments, int count)
{
    *gutters = (struct gutters){.count = count, .framed = true};
    for (int i = 0; i < count; i++) {
        int size = segments[i].end - segments[i].start;
        gutters->start[i] = segments[i].start;
        gutters->size = i == 0 || size < gutters->size ? size : gutters->size;
    }
}

/* The panels between gutters of LEVEL; false if they are not regular. */
static bool try_level(const struct line *lines, int count, int level, struct gutters *gutters)
{
    struct segment segments[PANELS_TRIED];
    int found = find_segments(lines, count, level, segments);
    if (found < 1 || found > GUTTERS_PANELS_MAX)
        return false;
    if (are_framed(segments, found))
        take_framed(gutters, segments, found);
    else if (are_in_cells(segments, found, count))
        divide(gutters, (struct segment){0, count}, found);
    else
        return false;
    return true;
}

bool gutters_find(const struct line *lines, int count, int wanted, struct gutters *gutters)
{
    int lines_of[256] = {0}, best_lines = 0;
    struct segment whole = {0, count};
    bool good = false;
    for (int i = 0; i < count; i++)
        if (lines[i].share >= SHARE_MIN)
            for (int level = lines[i].level - LEVELS_NEAR; level <= lines[i].level + LEVELS_NEAR;
                 level++)
                lines_of[level < 0 ? 0 : level > 255 ? 255 : level]++;
    for (int level = 0; level < 256; level++) {
        struct gutters tried;
        /* Wide gutters are likelier than a grid of thin lines on the backdrop. */
        if (lines_of[level] <= best_lines || !try_level(lines, count, level, &tried) ||
            (wanted > 0 && tried.count != wanted) || (tried.count < 2 && wanted != 1))
            continue;
        best_lines = lines_of[level];
        *gutters = tried;
        good = true;
    }
    if (good)
        return true;
    int level = 0;
    for (int i = 0; i < 256; i++)
        level = lines_of[i] > lines_of[level] ? i : level;
    while (whole.start + 1 < whole.end && is_gutter(&lines[whole.start], level))
        whole.start++;
    while (whole.start + 1 < whole.end && is_gutter(&lines[whole.end - 1], level))
        whole.end--;
    if (whole.end - whole.start < count / 4) /* a picture of one tone is not all gutter */
        whole = (struct segment){0, count};
    divide(gutters, whole, wanted > 0 ? wanted : 1);
    gutters->framed = gutters->count == 1 && whole.end - whole.start < count;
    return false;
}
