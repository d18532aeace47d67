/* SPDX-License-Identifier: MIT */
/* Each kind's part of animation_file.c, by the same two functions; and what they share. */
#pragma once

#include "animation_file.h"

bool animation_gif_read(struct animation_file *file, const uint8_t *bytes, size_t len);
bool animation_webp_read(struct animation_file *file, const uint8_t *bytes, size_t len);
bool animation_png_read(struct animation_file *file, const uint8_t *bytes, size_t len);

/* STILL has room for head_len, the part and ANIMATION_STILL_MORE bytes. Returns how many it is. */
#define ANIMATION_STILL_MORE 64
size_t animation_gif_extract(const struct animation_file *file, const uint8_t *bytes,
                             const struct animation_part *part, uint8_t *still);
size_t animation_webp_extract(const struct animation_file *file, const uint8_t *bytes,
                              const struct animation_part *part, uint8_t *still);
size_t animation_png_extract(const struct animation_file *file, const uint8_t *bytes,
                             const struct animation_part *part, uint8_t *still);

/* Counts PART, and keeps it while there is room. False: it lies outside the picture. */
bool animation_file_add(struct animation_file *file, const struct animation_part *part);
