/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: chooses, among the tones that the eye cannot tell apart, those that stood in the
 * same order before, because a deflate stream (RFC 1951) writes a run of pixels that it has seen in
 * a few bits. What is given up looks like the grain of a film. A print takes half the bytes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What one byte of the picture may become. */
struct wish {
    uint8_t least, best, most; /* colours of one scale, darker to lighter */
    float place;               /* where on that scale the true tone lies */
    float weight;              /* of being one colour off: its square is the cost in bits */
};

/* Rows of `row_len` bytes, the PNG's filter byte among them, into `colour`. false: no memory */
bool echo_choose(const struct wish *wish, size_t row_len, size_t row_count, uint8_t *colour);
