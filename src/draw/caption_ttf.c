/* SPDX-License-Identifier: MIT */
/* The typesetter, a shared object that only the caption's worker opens. Owns the font, until _exit.
 */
#include "caption_typesetter.h"

#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <string.h>

#define LINE_LEN_MAX   512
#define FAMILY_LEN_MAX 64
#define ELLIPSIS       "\u2026"

static TTF_Font *font; /* the one font of the process; only the worker comes here */

static void add_families(FcPattern *pattern, const char *families)
{
    while (*families) {
        size_t len = strcspn(families, ",");
        int start = 0;
        while (families[start] == ' ')
            start++;
        char family[FAMILY_LEN_MAX];
        snprintf(family, sizeof family, "%.*s", (int)len - start, families + start);
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
        families += len;
        families += *families == ',';
    }
}

static TTF_Font *open_family(const char *families, int size_px)
{
    FcPattern *pattern = FcPatternCreate();
    if (!pattern)
        return NULL;
    add_families(pattern, families);
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    TTF_Font *found = NULL;
    FcResult result;
    FcPattern *match = FcFontMatch(NULL, pattern, &result);
    FcChar8 *path;
    if (match && FcPatternGetString(match, FC_FILE, 0, &path) == FcResultMatch) {
        int index = 0;
        FcPatternGetInteger(match, FC_INDEX, 0, &index);
        found = TTF_OpenFontIndex((const char *)path, size_px, index & 0xffff);
    }
    if (match)
        FcPatternDestroy(match);
    FcPatternDestroy(pattern);
    return found;
}

static bool typesetter_open(const char *font_path, const char *families, int size_px)
{
    if (TTF_Init() != 0)
        return false;
    font = font_path ? TTF_OpenFont(font_path, size_px) : open_family(families, size_px);
    return font != NULL;
}

/* Cuts LINE so that with an ellipsis it is no wider than WIDTH_PX. False: not even the ellipsis
 * fits. */
static bool shorten(char *line, int width_px)
{
    int extent, count;
    if (TTF_MeasureUTF8(font, line, width_px, &extent, &count) != 0)
        return false;
    char *end = line;
    for (; *end && count > 0; count--) /* Over one character: a byte and its continuation bytes. */
        do
            end++;
        while (((unsigned char)*end & 0xc0) == 0x80);
    if (!*end)
        return true;
    for (;;) { /* One character less, until the ellipsis fits too. */
        memcpy(end, ELLIPSIS, sizeof ELLIPSIS);
        if (TTF_SizeUTF8(font, line, &extent, NULL) == 0 && extent <= width_px)
            return true;
        if (end == line)
            return false;
        do
            end--;
        while (end > line && ((unsigned char)*end & 0xc0) == 0x80);
    }
}

static SDL_Surface *typesetter_set(const char *line, const uint8_t color[3], int width_px)
{
    char fitting[LINE_LEN_MAX];
    snprintf(fitting, sizeof fitting - sizeof ELLIPSIS, "%s", line);
    if (width_px <= 0 || !shorten(fitting, width_px))
        return NULL;
    return TTF_RenderUTF8_Blended(font, fitting,
                                  (SDL_Color){color[0], color[1], color[2], SDL_ALPHA_OPAQUE});
}

const struct caption_typesetter caption_typesetter = {
    .open = typesetter_open,
    .set = typesetter_set,
};
