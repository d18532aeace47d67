/* SPDX-License-Identifier: MIT */
/* A moving picture as it lies in a file, before anybody decodes it: how large it is, which parts
 * follow each other, and where, for how long. GIF, WebP, APNG; and stills of these kinds and JPEG,
 * which have one part.
 *
 * Finds the parts, decodes nothing: each can be had as a file of its own, a still of the same kind,
 * which the libraries for stills decode. So the first one is there at once, however many follow,
 * and no more is in memory than is looked at. Sources: GIF89a specification; RFC 9649; PNG
 * specification, third edition, 4.9; ITU T.81, B.2.2.
 *
 *     static struct animation_file file;
 *     if (animation_file_read(&file, bytes, len))
 *         for (int i = 0; i < file.part_count; i++)
 *             still = animation_file_extract(&file, bytes, i, &still_len);
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANIMATION_PARTS_MAX  240       /* those behind it are not shown */
#define ANIMATION_PIXELS_MAX (1 << 20) /* of one that moves: two such pictures are in memory */

enum animation_kind { ANIMATION_GIF, ANIMATION_WEBP, ANIMATION_PNG, ANIMATION_JPEG };

/* What becomes of a part when its time is over. */
enum animation_disposal { ANIMATION_KEEP, ANIMATION_CLEAR, ANIMATION_RESTORE };

struct animation_part {
    int x, y, width, height; /* pixels, within the picture */
    int ms;                  /* as long as it is seen, as browsers have it: 20 to 10000 */
    enum animation_disposal disposal;
    bool blends;    /* its clear pixels show what was there */
    size_t at, len; /* where its data is, in the file */
};

struct animation_file {
    enum animation_kind kind;
    uint32_t width, height; /* pixels, as the file says, whatever that is */
    bool has_alpha;         /* something of it may be clear */
    bool moves;             /* it is meant to, even if it has one part */
    int part_count;         /* at least 1 */
    int found_count;        /* all there are, also beyond ANIMATION_PARTS_MAX */
    size_t head_len;        /* what all parts have in common, at the beginning */
    struct animation_part parts[ANIMATION_PARTS_MAX];
};

/* False: it is of no such kind, or damaged before the first part ends, or a part lies outside. */
bool animation_file_read(struct animation_file *file, const uint8_t *bytes, size_t len);

/* Part INDEX of the same bytes as a still, width and height those of the part; to be freed. NULL:
 * no memory. */
uint8_t *animation_file_extract(const struct animation_file *file, const uint8_t *bytes, int index,
                                size_t *len);
