/* SPDX-License-Identifier: MIT */
/* The picture while it is drawn: tone (multiplied by alpha) and alpha, larger than the file by
 * a whole number (supersampled). Owns its planes. */
#pragma once

#include "curve.h"
#include "plane.h"

struct art {
    double scale; /* work pixels for one pixel of the 240x200 frame */
    double
        hair_width; /* the coat is drawn for each size of picture: small ones need broader hairs */
    double width, height; /* frame pixels */
    struct plane tone, alpha;
    struct plane rim; /* where light from behind would catch the edge, 0..1; empty until finished */
};

struct art art_make(double width, double height, double scale, double hair_width);
void art_free(struct art *art);

/* The box in work pixels round a curve with MARGIN frame pixels more, within the picture. */
struct box art_box(const struct art *art, const struct curve *curve, double margin);
struct box box_union(struct box a, struct box b);

/* All of these act inside the box of COVER only, with COVER times STRENGTH as the opacity. */
void art_over(struct art *art, const struct plane *cover, const struct plane *tone);
void art_over_flat(struct art *art, const struct plane *cover, double strength, double tone);

void art_shade(struct art *art, const struct plane *cover,
               double strength); /* towards black, what is there */

void art_light(struct art *art, const struct plane *cover,
               double strength); /* towards white, what is there */
