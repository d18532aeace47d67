/* SPDX-License-Identifier: MIT */
/* Any title and any status, set in type at any width: the first byte is the width, a line feed
 * parts the two. Where there is no font, only the line is made. */
#include "caption.h"
#include "caption_typesetter.h"
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* fontconfig keeps what it has read until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

static bool has_font(void)
{
    static enum { UNKNOWN, NONE, ONE } font;
    if (font == UNKNOWN)
        font = caption_typesetter.open(NULL, "serif", 11) ? ONE : NONE;
    return font == ONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len == 0)
        return 0;
    static const uint8_t color[3] = {1, 2, 3};
    int width_px = (int8_t)bytes[0];
    char *title = calloc(1, len);
    if (!title)
        return 0;
    memcpy(title, bytes + 1, len - 1);
    char *status = strchr(title, '\n'), *line = malloc(CAPTION_WORDS_MAX);
    if (status)
        *status++ = '\0';
    if (line) {
        caption_line(line, title, status);
        assert(memchr(line, '\0', CAPTION_WORDS_MAX));
        SDL_Surface *words = has_font() ? caption_typesetter.set(line, color, width_px) : NULL;
        assert(!words || width_px > 0);
        SDL_FreeSurface(words);
    }
    free(line);
    free(title);
    return 0;
}
