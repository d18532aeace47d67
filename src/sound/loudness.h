/* SPDX-License-Identifier: MIT */
/* How loud music is, and by how much it is to be made louder or quieter to be as loud as that of
 * the default theme.
 *
 * Pure. It is the mean power of what is neither silence nor much quieter than the rest, as in
 * ITU-R BS.1770's gates; without that one's filter for the ear, of which music of any kind takes
 * a decibel or two.
 *
 *     double gain_db = loudness_gain_db(loudness_of(samples, sample_count));
 */
#pragma once

#include <stdint.h>

#define LOUDNESS_TARGET_DB (-18.0)  /* the plate's, from -16 to -21 by the part */
#define LOUDNESS_SILENT_DB (-200.0) /* of what has nothing above -60 */
#define LOUDNESS_GAIN_MAX  12.0     /* louder than that, noise and not music comes up */
#define LOUDNESS_S         6        /* so much of the beginning tells */

/* Of COUNT samples of two channels, dB below full scale. */
double loudness_of(const int16_t *samples, int64_t count);

/* What is to be added to music of so many dB; 0 for silence. */
double loudness_gain_db(double loudness_db);
