/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns the PNG while it is written: averages a picture down, adds the film's grain, and writes few
 * colours, so that the files stay small. Bytes depend on the input and on libdeflate only: no
 * time stamp, no text. */
#pragma once

#include <stdint.h>

#include "art.h"
#include "bytes.h"

struct print {
    int width, height; /* pixels of the file */
    struct plane tone; /* straight, 0..1 */
    struct plane alpha;
    struct plane rim; /* of a camel: how much of the dark print's rim light falls here */
    /* A tone may be off where that makes the file shorter (echo.h). One that is off by all the way
     * from black to white costs the square of this in bits: the larger, the truer and the longer
     * the file. 0: no tone is ever off. */
    double truth;
};

/* `shadow` (may be NULL) lies under the picture; `zoom` is the print's pixels for one frame pixel,
 * and the picture's scale is a whole number of times that */
struct print print_make(const struct art *art, const struct plane *shadow, double zoom);

/* new grain for each exposure, as film has; 1 is the strength at which it was judged; in shadows it
 * hides the steps of their density */
void print_grain(struct print *print, uint64_t seed, double strength, double in_shadow);

/* laid over another print with the corner at left, top */
void print_lay(struct print *under, const struct print *over, int left, int top);

/* turns a silver print into a dark one, tone by tone; what PRINT_DARK does by its palette alone */
void print_darken(struct print *print);
double print_dark_tone(double tone, double rim);

/* The same print without its margins, `box` in its pixels. false: something is to be seen outside;
 * errno is ERANGE, the print as it was */
bool print_cut(struct print *print, struct box box);

/* the box of all that is to be seen */
struct box print_content(const struct print *print);

struct print print_blank(int width, int height, double tone, double alpha);
void print_free(struct print *print);

/* the scale of tones the file is coloured with, from black to white */
enum print_scale {
    PRINT_SILVER, /* the camel */
    PRINT_DARK,   /* the same camel on a dark ground: lifted blacks, rim light */
    PRINT_PAPER,  /* backdrop, grid and ground */
    PRINT_SLATE,  /* the same for the dark plate */
    PRINT_SHEET   /* camels on paper: silver up to the sheet's white */
};

/* The file's bytes, added to `bytes`. false: no memory; errno says so */
bool print_encode(const struct print *print, enum print_scale scale, struct bytes *bytes);

/* false: errno says why; a half-written file is removed */
bool print_write(const struct print *print, enum print_scale scale, const char *path);
