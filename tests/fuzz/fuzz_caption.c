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

static void set(const struct caption_typesetter *typesetter, const char *line, int width_px)
{
    static const uint8_t color[3] = {1, 2, 3};
    SDL_Surface *words = typesetter->set(line, color, width_px);
    assert(!words || (width_px > 0 && words->w <= width_px));
    SDL_FreeSurface(words);
}

static bool has_fonts(void)
{
    static const struct face_wish wish = {.families = "serif", .size_px = 11};
    static char sources[FACE_SOURCES_MAX];
    struct face face;
    static enum { UNKNOWN, NONE, SOME } fonts;
    if (fonts == UNKNOWN)
        fonts = face_finder.find(&wish, &face, sources) && caption_typesetter.open(&wish, NULL) &&
                        caption_typesetter_plain.open(&wish, &face)
                    ? SOME
                    : NONE;
    return fonts == SOME;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len == 0)
        return 0;
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
        if (has_fonts()) {
            set(&caption_typesetter, line, width_px);
            set(&caption_typesetter_plain, line, width_px);
        }
    }
    free(line);
    free(title);
    return 0;
}
