/* SPDX-License-Identifier: MIT */
/* The choice of each pixel's colour index by what it costs in the file: among the tones that
 * the eye cannot tell apart, those that stood in the same order before, because a deflate
 * stream (RFC 1951) writes a run of bytes that it has seen (a match) in a few bits. What is
 * given up looks like the grain of a film; a file takes half the bytes. In the field's words:
 * quantisation optimised for rate and distortion. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What one byte of the picture may become. */
struct tolerance {
    uint8_t least, best, most; /* indices of one scale, darker to lighter */
    float place;               /* where on that scale the true tone lies */
    float weight;              /* of being one colour off: its square is the cost in bits */
};

/* Rows of ROW_LEN bytes, the PNG's filter byte among them, into COLOUR. False: no memory. */
bool quantiser_choose(const struct tolerance *tolerance, size_t row_len, size_t row_count,
                      uint8_t *colour);
