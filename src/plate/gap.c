/* SPDX-License-Identifier: MIT */
/* Row by row first, for a wall and a track are alike from side to side; then column by column. */
#include "gap.h"

#include <stdlib.h>

#define TOP_SHARE    12 /* of the height: as much is wall from side to side */
#define NEIGHBOURS   9  /* known pixels beside a gap that it is filled from */
#define SMOOTH_SHARE 16 /* of the width: lamps make nothing smaller */
#define LINE_PX      8  /* to either side: a line is narrower */
#define LINE_REACH   25 /* of the height: so far lines go on */
#define SMOOTH_REACH 5  /* of the height: so far light does */
#define KNOWN        255
#define FILLED       254

static int compare_bytes(const void *a, const void *b)
{
    return *(const uint8_t *)a - *(const uint8_t *)b;
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
        if (pixel[3] != KNOWN)
            break;
        lit += light[x];
        values[found++] = pixel[c];
    }
    if (found == 0)
        return -1;
    qsort(values, (size_t)found, 1, compare_bytes);
    uint8_t middle = values[found / 2];
    return middle * (float)found / lit;
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
        picture_at(backdrop, x, y)[3] = FILLED;
}

/* The mean tone of the known pixels about X of row Y; -1: there are none. */
static double mean_about(const struct picture *backdrop, int x, int y, int reach)
{
    int sum = 0, found = 0;
    for (int i = x - reach; i <= x + reach; i++)
        if (i >= 0 && i < backdrop->width && picture_at(backdrop, i, y)[3] == KNOWN) {
            sum += picture_luma(picture_at(backdrop, i, y));
            found++;
        }
    return found > 0 ? (double)sum / found : -1;
}

/* By how much what is known at X, Y is off, were it filled from both sides as row GAP_Y is: SMOOTH
 * of all about it, LINE of itself alone. */
static void measure_error(const struct picture *backdrop, int x, int y, int gap_y, double *smooth,
                          double *line)
{
    int start = x, end = x;
    while (start > 0 && picture_at(backdrop, start, gap_y)[3] == FILLED)
        start--;
    while (end + 1 < backdrop->width && picture_at(backdrop, end, gap_y)[3] == FILLED)
        end++;
    double left = mean_about(backdrop, start, y, LINE_PX);
    double right = mean_about(backdrop, end, y, LINE_PX);
    double about = mean_about(backdrop, x, y, LINE_PX);
    left = left < 0 ? right : left;
    right = right < 0 ? left : right;
    *line = picture_luma(picture_at(backdrop, x, y)) - about;
    *smooth = left < 0 || end == start
                  ? 0
                  : about - (left + (right - left) * (x - start) / (end - start));
}

/* 1 beside what is known, 0 from REACH on. */
static double nearness(int far, double reach)
{
    return far < reach ? 1 - far / reach : 0;
}

/* Brings the filled pixels from START to END of a column near those above and below. */
static void correct_gap(struct picture *backdrop, int x, int start, int end)
{
    double smooth[2] = {0}, line[2] = {0};
    double line_reach = (double)backdrop->height / LINE_REACH;
    double smooth_reach = (double)backdrop->height / SMOOTH_REACH;
    if (start > 0)
        measure_error(backdrop, x, start - 1, start, &smooth[0], &line[0]);
    if (end < backdrop->height)
        measure_error(backdrop, x, end, end - 1, &smooth[1], &line[1]);
    for (int y = start; y < end; y++) {
        uint8_t *pixel = picture_at(backdrop, x, y);
        double above = nearness(y - start, smooth_reach),
               below = nearness(end - 1 - y, smooth_reach);
        double share = above + below > 1 ? 1 / (above + below) : 1;
        double add = (smooth[0] * above + smooth[1] * below) * share;
        above = nearness(y - start, line_reach);
        below = nearness(end - 1 - y, line_reach);
        share = above + below > 1 ? 1 / (above + below) : 1;
        add += (line[0] * above + line[1] * below) * share;
        for (int c = 0; c < 3; c++) {
            double value = pixel[c] + add;
            pixel[c] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value + 0.5);
        }
    }
}

static void correct_column(struct picture *backdrop, int x)
{
    for (int y = 0; y < backdrop->height;) {
        int start = y;
        while (y < backdrop->height && picture_at(backdrop, x, y)[3] == FILLED)
            y++;
        if (y > start && y - start < backdrop->height)
            correct_gap(backdrop, x, start, y);
        y += y == start;
    }
}

bool gap_fill(struct picture *backdrop)
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
    for (int x = 0; x < backdrop->width; x++)
        correct_column(backdrop, x);
    return true;
}
