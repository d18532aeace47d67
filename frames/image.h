/* SPDX-License-Identifier: MIT */
/* A finished image in tones: the drawn picture averaged down, with the grain of film.
 * png_writer.h makes a file of it. Owns its planes; image_free. */
#pragma once

#include "art.h"

#include <stdint.h>

struct image {
    int width, height; /* pixels of the file */
    struct plane tone; /* straight, 0..1 */
    struct plane alpha;
    struct plane rim; /* of a camel: how much of the dark one's rim light falls here */
    /* A tone may be off where that makes the file shorter (quantiser.h). One that is off by all the
     * way from black to white costs the square of this in bits: the larger, the truer and the
     * longer the file. 0: no tone is ever off. */
    double fidelity;
};

/* ART averaged down; SHADOW (may be NULL) lies under it. ZOOM is the image's pixels for one frame
 * pixel, and ART's scale is a whole number of times that. */
struct image image_make(const struct art *art, const struct plane *shadow, double zoom);

/* New grain for each exposure, as film has; 1 is the strength at which it was judged; in shadows it
 * hides the steps of their density. */
void image_grain(struct image *image, uint64_t seed, double strength, double in_shadow);

/* Lays OVER on UNDER with its corner at LEFT, TOP. */
void image_over(struct image *under, const struct image *over, int left, int top);

/* Turns a light camel into a dark one, tone by tone; what PALETTE_DARK does by its palette
 * alone. */
void image_darken(struct image *image);
double image_dark_tone(double tone, double rim);

/* Cuts the image to BOX, in its pixels. False: something is to be seen outside; errno is ERANGE,
 * the image as it was. */
bool image_crop(struct image *image, struct box box);

/* The box of all that is to be seen. */
struct box image_content(const struct image *image);

/* All of one tone and opacity. */
struct image image_blank(int width, int height, double tone, double alpha);

void image_free(struct image *image);
