/* SPDX-License-Identifier: MIT */
/* Fills and strokes through cairo; owns its surface meanwhile. */
#include "brush.h"

#include <cairo.h>

/* Thinner than this and cairo's coverage turns to noise. Frame pixels. */
#define HAIR_TIP 0.10

#define HAIR_TAPER 0.80 /* part of the root's width that is lost at the tip */

struct surface {
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct box box;
};

static struct surface surface_open(const struct art *art, struct box box)
{
    struct surface surface = {.box = box};
    int width = box.right - box.left, height = box.bottom - box.top;
    surface.surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, width > 0 ? width : 1, height > 0 ? height : 1);
    surface.cairo = cairo_create(surface.surface);
    cairo_translate(surface.cairo, -box.left, -box.top);
    cairo_scale(surface.cairo, art->scale, art->scale);
    cairo_set_line_cap(surface.cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(surface.cairo, CAIRO_LINE_JOIN_ROUND);
    return surface;
}

static struct plane surface_close(struct surface *surface)
{
    struct plane plane = plane_make(surface->box);
    int width = plane_width(&plane);
    cairo_surface_flush(surface->surface);
    const unsigned char *data = cairo_image_surface_get_data(surface->surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface->surface);
    for (int y = 0; data && y < plane_height(&plane); y++) {
        for (int x = 0; x < width; x++)
            plane.value[(size_t)y * (size_t)width + (size_t)x] =
                (float)data[(size_t)y * stride + (size_t)x] / 255.0f;
    }
    cairo_destroy(surface->cairo);
    cairo_surface_destroy(surface->surface);
    return plane;
}

static void trace(cairo_t *cairo, const struct curve *curve)
{
    cairo_move_to(cairo, curve->at[0].x, curve->at[0].y);
    for (size_t i = 1; i < curve->len; i++)
        cairo_line_to(cairo, curve->at[i].x, curve->at[i].y);
}

struct plane brush_fill(const struct art *art, const struct curve *outline, double margin)
{
    struct surface surface = surface_open(art, art_box(art, outline, margin));
    trace(surface.cairo, outline);
    cairo_fill(surface.cairo);
    return surface_close(&surface);
}

struct plane brush_line(const struct art *art, const struct curve *line, double width,
                        double margin)
{
    struct surface surface = surface_open(art, art_box(art, line, margin + width / 2));
    trace(surface.cairo, line);
    cairo_set_line_width(surface.cairo, width);
    cairo_stroke(surface.cairo);
    return surface_close(&surface);
}

/* One hair is one thin leaf: a single fill, no dark spots where segments would overlap. */
static void fill_hair(cairo_t *cairo, const struct art *art, const struct hair *hair)
{
    struct point edge[2][HAIR_POINTS_MAX];
    for (int i = 0; i < hair->points; i++) {
        int before = i > 0 ? i - 1 : 0, after = i < hair->points - 1 ? i + 1 : i;
        struct point along = point_unit(point_sub(hair->at[after], hair->at[before]));
        double taper = 1.0 - HAIR_TAPER * i / (hair->points - 1);
        double half = fmax(hair->width * art->hair_width * taper, HAIR_TIP) / 2;
        edge[0][i] = point_along(hair->at[i], point_front(along), half);
        edge[1][i] = point_along(hair->at[i], point_front(along), -half);
    }
    cairo_move_to(cairo, edge[0][0].x, edge[0][0].y);
    for (int i = 1; i < hair->points; i++)
        cairo_line_to(cairo, edge[0][i].x, edge[0][i].y);
    for (int i = hair->points - 1; i >= 0; i--)
        cairo_line_to(cairo, edge[1][i].x, edge[1][i].y);
    cairo_close_path(cairo);
    cairo_set_source_rgba(cairo, 1, 1, 1, hair->strength);
    cairo_fill(cairo);
}

struct plane brush_hairs(const struct art *art, const struct hairs *hairs, const struct box *within)
{
    struct box box = {0};
    for (size_t i = 0; !within && i < hairs->count; i++) {
        struct curve line = {.len = (size_t)hairs->hair[i].points};
        for (size_t k = 0; k < line.len; k++)
            line.at[k] = hairs->hair[i].at[k];
        struct box one = art_box(art, &line, 1.0);
        box = i ? box_union(box, one) : one;
    }
    struct surface surface = surface_open(art, within ? *within : box);
    for (size_t i = 0; i < hairs->count; i++)
        fill_hair(surface.cairo, art, &hairs->hair[i]);
    return surface_close(&surface);
}
