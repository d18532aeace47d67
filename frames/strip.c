/* SPDX-License-Identifier: MIT */
/* Puts the frames of an act beside each other. */
#include "strip.h"

#include "exposure.h"
#include "png_writer.h"

/* With its corner at LEFT; nothing else is there. */
static void put(struct image *strip, const struct image *frame, int left)
{
    for (int y = 0; y < frame->height; y++) {
        for (int x = 0; x < frame->width; x++) {
            size_t to = (size_t)y * (size_t)strip->width + (size_t)(left + x);
            strip->tone.value[to] = plane_get(&frame->tone, x, y);
            strip->alpha.value[to] = plane_get(&frame->alpha, x, y);
            strip->rim.value[to] = plane_get(&frame->rim, x, y);
        }
    }
}

bool strip_draw(const struct gait *gait, const struct act *act, int zoom, int every,
                bool silhouette, const char *path)
{
    const struct cut *cut = &act->cut;
    struct box box = {cut->left * zoom, cut->top * zoom, (cut->left + cut->width) * zoom,
                      (cut->top + cut->height) * zoom};
    int count = (act->count + every - 1) / every, width = box.right - box.left;
    struct image strip = image_blank(count * width, box.bottom - box.top, 0, 0);
    bool good = true;
    for (int i = 0; good && i < count; i++) {
        struct image frame = silhouette ? exposure_silhouette(gait, i * every, act->count, zoom)
                                        : exposure_make(gait, i * every, act->count, zoom);
        strip.fidelity = frame.fidelity * act->fidelity;
        good = image_crop(&frame, box);
        if (good)
            put(&strip, &frame, i * width);
        image_free(&frame);
    }
    good = good && png_writer_save(&strip, PALETTE_SILVER, path);
    image_free(&strip);
    return good;
}
