/* SPDX-License-Identifier: MIT */
/* Blur, distance and bumps on a plane. */
#include "plane.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define KERNEL_SIGMA_MAX  3.0 /* above it three box blurs are as good and much faster */
#define KERNEL_RADIUS_MAX 12

struct plane plane_make(struct box box)
{
    struct plane plane = {.box = box};
    if (plane.box.right < plane.box.left)
        plane.box.right = plane.box.left;
    if (plane.box.bottom < plane.box.top)
        plane.box.bottom = plane.box.top;
    plane.value = memory_get(plane_size(&plane), sizeof *plane.value);
    return plane;
}

struct plane plane_copy(const struct plane *plane)
{
    struct plane copy = plane_make(plane->box);
    memcpy(copy.value, plane->value, plane_size(plane) * sizeof *plane->value);
    return copy;
}

void plane_free(struct plane *plane)
{
    free(plane->value);
    *plane = (struct plane){0};
}

static void kernel_line(const float *from, float *to, int len, int radius, const float *kernel)
{
    for (int i = 0; i < len; i++) {
        float sum = from[i] * kernel[0];
        for (int k = 1; k <= radius; k++) {
            sum += i - k >= 0 ? from[i - k] * kernel[k] : 0.0f;
            sum += i + k < len ? from[i + k] * kernel[k] : 0.0f;
        }
        to[i] = sum;
    }
}

/* The window of SIZE is centred, or leans to the left by one when SIZE is even. */
static void box_line(const float *from, float *to, int len, int size, int lean)
{
    int left = size / 2 - lean, right = size - 1 - left;
    double sum = 0;
    for (int i = 0; i < right && i < len; i++)
        sum += (double)from[i];
    for (int i = 0; i < len; i++) {
        if (i + right < len)
            sum += (double)from[i + right];
        if (i - left - 1 >= 0)
            sum -= (double)from[i - left - 1];
        to[i] = (float)(sum / size);
    }
}

static void blur_line(float *line, float *spare, int len, double sigma)
{
    if (sigma > KERNEL_SIGMA_MAX) {
        int size = (int)(sigma * 1.8799712059732503 + 0.5); /* 3 sqrt(2 pi) / 4 */
        box_line(line, spare, len, size, 0);
        box_line(spare, line, len, size, size % 2 == 0);
        box_line(line, spare, len, size | 1, 0);
        memcpy(line, spare, (size_t)len * sizeof *line);
        return;
    }
    float kernel[KERNEL_RADIUS_MAX + 1];
    int radius = (int)(3 * sigma + 1);
    double sum = 0;
    for (int k = 0; k <= radius; k++) {
        kernel[k] = (float)exp(-0.5 * k * k / (sigma * sigma));
        sum += (k ? 2 : 1) * (double)kernel[k];
    }
    for (int k = 0; k <= radius; k++)
        kernel[k] /= (float)sum;
    kernel_line(line, spare, len, radius, kernel);
    memcpy(line, spare, (size_t)len * sizeof *line);
}

void plane_blur(struct plane *plane, double sigma)
{
    int width = plane_width(plane), height = plane_height(plane);
    int longest = width > height ? width : height;
    float *line = memory_get((size_t)longest * 2, sizeof *line);
    if (sigma > 0.05) {
        for (int y = 0; y < height; y++)
            blur_line(plane->value + (size_t)y * (size_t)width, line, width, sigma);
        for (int x = 0; x < width; x++) {
            float *column = plane->value + x;
            for (int y = 0; y < height; y++)
                line[y] = column[(size_t)y * (size_t)width];
            blur_line(line, line + longest, height, sigma);
            for (int y = 0; y < height; y++)
                column[(size_t)y * (size_t)width] = line[y];
        }
    }
    free(line);
}

/* Scratch of one line's lower envelope. */
struct envelope {
    double *height, *from;
    int *apex;
};

static double meet(const double *height, int a, int b)
{
    return (height[b] + (double)b * b - height[a] - (double)a * a) / (2.0 * (b - a));
}

/* Squared distances along one line, in place. */
static void distance_line(const struct envelope *envelope, float *line, int stride, int len)
{
    int last = 0;
    for (int i = 0; i < len; i++)
        envelope->height[i] = (double)line[(size_t)i * (size_t)stride];
    envelope->apex[0] = 0;
    envelope->from[0] = -1e18;
    for (int i = 1; i < len; i++) {
        double place = meet(envelope->height, envelope->apex[last], i);
        while (place <= envelope->from[last])
            place = meet(envelope->height, envelope->apex[--last], i);
        envelope->apex[++last] = i;
        envelope->from[last] = place;
    }
    for (int i = 0, k = 0; i < len; i++) {
        while (k < last && envelope->from[k + 1] < i)
            k++;
        int away = i - envelope->apex[k];
        line[(size_t)i * (size_t)stride] =
            (float)((double)away * away + envelope->height[envelope->apex[k]]);
    }
}

struct plane plane_distance(const struct plane *cover)
{
    struct plane distance = plane_make(cover->box);
    int width = plane_width(cover), height = plane_height(cover);
    size_t longest = (size_t)(width > height ? width : height);
    struct envelope envelope = {memory_get(longest, sizeof(double)),
                                memory_get(longest, sizeof(double)),
                                memory_get(longest, sizeof(int))};
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            size_t at = (size_t)y * (size_t)width + (size_t)x;
            int edge_x = x < width - 1 - x ? x : width - 1 - x;
            int edge_y = y < height - 1 - y ? y : height - 1 - y;
            int edge = edge_x < edge_y ? edge_x : edge_y;
            distance.value[at] =
                cover->value[at] > 0.5f ? (float)(edge + 1) * (float)(edge + 1) : 0.0f;
        }
    }
    for (int y = 0; y < height; y++)
        distance_line(&envelope, distance.value + (size_t)y * (size_t)width, 1, width);
    for (int x = 0; x < width; x++)
        distance_line(&envelope, distance.value + x, width, height);
    for (size_t i = 0; i < plane_size(&distance); i++)
        distance.value[i] = sqrtf(distance.value[i]);
    free(envelope.height);
    free(envelope.from);
    free(envelope.apex);
    return distance;
}

void plane_bump(struct plane *plane, struct point centre, struct point spread, struct point turn,
                double height)
{
    const struct box *box = &plane->box;
    double reach_x = 3 * (fabs(turn.x) * spread.x + fabs(turn.y) * spread.y);
    double reach_y = 3 * (fabs(turn.y) * spread.x + fabs(turn.x) * spread.y);
    int left = (int)fmax(box->left, centre.x - reach_x),
        right = (int)fmin(box->right, centre.x + reach_x);
    int top = (int)fmax(box->top, centre.y - reach_y),
        bottom = (int)fmin(box->bottom, centre.y + reach_y);
    for (int y = top; y < bottom; y++) {
        float *row = plane->value + (size_t)(y - box->top) * (size_t)(box->right - box->left);
        for (int x = left; x < right; x++) {
            double dx = x + 0.5 - centre.x, dy = y + 0.5 - centre.y;
            double along = (turn.x * dx + turn.y * dy) / spread.x;
            double across = (turn.x * dy - turn.y * dx) / spread.y;
            row[x - box->left] +=
                (float)height * expf((float)(-0.5 * (along * along + across * across)));
        }
    }
}

void plane_max(struct plane *plane, const struct plane *other, double strength)
{
    const struct box *box = &other->box;
    for (int y = box->top; y < box->bottom; y++) {
        for (int x = box->left; x < box->right; x++) {
            float *under = &plane->value[(size_t)(y - plane->box.top) * (size_t)plane_width(plane) +
                                         (size_t)(x - plane->box.left)];
            float value = plane_get(other, x, y) * (float)strength;
            *under = *under > value ? *under : value;
        }
    }
}
