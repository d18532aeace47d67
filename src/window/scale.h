/* SPDX-License-Identifier: MIT */
/* How many pixels of the screen make one of the theme's: 1 to 3, of what a desktop says in
 * whatever way. Pure.
 *
 *     scale_of_ratio(144 / SCALE_DPI_1X)      2
 *     scale_of_text(getenv("GDK_SCALE"))      1 where it is not set
 */
#pragma once

#define SCALE_DPI_1X 96.0
#define SCALE_MAX    3

/* Half-way ratios get the next larger art, which is shown pixel for pixel: larger, never blurred.
 * 1 for what is no number, or too small to be meant. */
int scale_of_ratio(double ratio);

/* The ratio that TEXT is, wholly; 1 for any other text, and for NULL. */
int scale_of_text(const char *text);
