/* SPDX-License-Identifier: MIT */
/* The tones of columns and rows, and what their gutters make. */
#include "layout.h"

#include <stdlib.h>

#define LEVELS_NEAR 16  /* a pixel of a gutter is as near to its median */
#define RIM_SHARE   100 /* of a panel's size */
#define RIM_PX_MIN  2
#define HISTOGRAM   256

static int tone(const struct picture *picture, bool by_alpha, int x, int y)
{
    const uint8_t *pixel = picture_at(picture, x, y);
    return by_alpha ? pixel[3] : picture_luma(pixel);
}

static struct line line_of(const uint32_t histogram[HISTOGRAM], int count)
{
    struct line line = {0};
    uint32_t below = 0, near = 0;
    while (line.level < HISTOGRAM - 1 && 2 * (below + histogram[line.level]) < (uint32_t)count)
        below += histogram[line.level++];
    for (int i = line.level - LEVELS_NEAR; i <= line.level + LEVELS_NEAR; i++)
        near += i >= 0 && i < HISTOGRAM ? histogram[i] : 0;
    line.share = (float)near / (float)count;
    return line;
}

/* The columns of PICTURE, or its rows; NULL: no memory. */
static struct line *lines_of(const struct picture *picture, bool by_alpha, bool rows)
{
    int count = rows ? picture->height : picture->width;
    uint32_t *histogram = calloc((size_t)count * HISTOGRAM, sizeof *histogram);
    struct line *lines = calloc((size_t)count, sizeof *lines);
    for (int y = 0; histogram && y < picture->height; y++)
        for (int x = 0; x < picture->width; x++)
            histogram[(size_t)(rows ? y : x) * HISTOGRAM + (size_t)tone(picture, by_alpha, x, y)]++;
    for (int i = 0; histogram && lines && i < count; i++)
        lines[i] =
            line_of(histogram + (size_t)i * HISTOGRAM, rows ? picture->width : picture->height);
    if (!histogram) {
        free(lines);
        lines = NULL;
    }
    free(histogram);
    return lines;
}

enum layout_found layout_find(const struct picture *picture, struct layout *layout)
{
    bool by_alpha = picture_has_alpha(picture);
    struct line *columns = lines_of(picture, by_alpha, false);
    struct line *rows = lines_of(picture, by_alpha, true);
    enum layout_found result = LAYOUT_NO_MEMORY;
    if (columns && rows) {
        bool across = gutters_find(columns, picture->width, layout->columns, &layout->across);
        bool down = gutters_find(rows, picture->height, layout->rows, &layout->down);
        /* A strip has no gutters along it, nor one across it if what it shows was cut out. */
        if (!down && layout->rows <= 1 && !layout->across.framed)
            layout->down = (struct gutters){.count = 1, .size = picture->height};
        if (!across && layout->columns <= 1 && !layout->down.framed)
            layout->across = (struct gutters){.count = 1, .size = picture->width};
        result = across || down || layout->columns > 0 || layout->rows > 0 ? LAYOUT_FOUND
                                                                           : LAYOUT_NO_GUTTERS;
    }
    free(columns);
    free(rows);
    layout->columns = layout->across.count;
    layout->rows = layout->down.count;
    return result;
}

int layout_count(const struct layout *layout)
{
    return layout->across.count * layout->down.count;
}

/* The part of a panel, SIZE long from START, within its rim. */
static void trim(const struct gutters *gutters, int index, int *start, int *size)
{
    int rim = gutters->framed ? gutters->size / RIM_SHARE : 0;
    if (gutters->framed && rim < RIM_PX_MIN)
        rim = RIM_PX_MIN;
    *start = gutters->start[index] + rim;
    *size = gutters->size - 2 * rim;
    if (*size < 1)
        *size = 1;
}

struct area layout_panel(const struct layout *layout, int index)
{
    struct area area;
    trim(&layout->across, index % layout->across.count, &area.x, &area.width);
    trim(&layout->down, index / layout->across.count, &area.y, &area.height);
    return area;
}
