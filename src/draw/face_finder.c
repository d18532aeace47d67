/* SPDX-License-Identifier: MIT */
/* The finder: fontconfig's best face, and how cairo would load its glyphs. */
#include "face.h"
#include "xdg.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include FT_FREETYPE_H

#define FAMILIES_MAX 1000 /* bytes with the NUL */

/* Whether FONT says so of PROPERTY; of what it says nothing of, neither is true. */
static bool is(const FcPattern *font, const char *property, FcBool wanted)
{
    FcBool value;
    return FcPatternGetBool(font, property, 0, &value) == FcResultMatch && value == wanted;
}

static int number_of(const FcPattern *font, const char *property, int otherwise)
{
    int value;
    return FcPatternGetInteger(font, property, 0, &value) == FcResultMatch ? value : otherwise;
}

/* How cairo would load the glyphs of FONT. False: not as plain grey shapes. */
static bool find_load_flags(const FcPattern *font, int32_t *load_flags)
{
    FcMatrix *matrix;
    if (FcPatternGetMatrix(font, FC_MATRIX, 0, &matrix) == FcResultMatch ||
        is(font, FC_EMBOLDEN, FcTrue) || is(font, FC_VARIABLE, FcTrue) ||
        !is(font, FC_SCALABLE, FcTrue) || is(font, FC_ANTIALIAS, FcFalse))
        return false;
    int style =
        is(font, FC_HINTING, FcFalse) ? FC_HINT_NONE : number_of(font, FC_HINT_STYLE, FC_HINT_FULL);
    *load_flags = FT_LOAD_NO_BITMAP;
    if (style == FC_HINT_NONE)
        *load_flags |= FT_LOAD_NO_HINTING;
    else if (style == FC_HINT_SLIGHT)
        *load_flags |= FT_LOAD_TARGET_LIGHT;
    if (is(font, FC_AUTOHINT, FcTrue))
        *load_flags |= FT_LOAD_FORCE_AUTOHINT;
    return true;
}

static FcPattern *pattern_of(const struct face_wish *wish)
{
    char names[FAMILIES_MAX];
    FcPattern *pattern = FcPatternCreate();
    if (!pattern || strlen(wish->families) >= sizeof names) {
        FcPatternDestroy(pattern);
        return NULL;
    }
    char *rest = strcpy(names, wish->families);
    for (char *name; (name = strtok_r(NULL, ",", &rest));)
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)name + strspn(name, " "));
    FcPatternAddDouble(pattern, FC_PIXEL_SIZE, wish->size_px);
    FcPatternAddInteger(pattern, FC_WEIGHT, FC_WEIGHT_NORMAL);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    return pattern;
}

/* The best of fontconfig's, or that of the file at PATH as fontconfig would have it; NULL: none. */
static FcPattern *find_font(const char *path, FcPattern *pattern)
{
    FcResult result;
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    if (!path)
        return FcFontMatch(NULL, pattern, &result);
    int count;
    FcPattern *own = FcFreeTypeQuery((const FcChar8 *)path, 0, NULL, &count);
    FcPattern *font = own ? FcFontRenderPrepare(NULL, pattern, own) : NULL;
    if (own)
        FcPatternDestroy(own);
    return font;
}

static bool describe(const FcPattern *font, struct face *face)
{
    FcChar8 *path;
    if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch ||
        strlen((const char *)path) >= sizeof face->path ||
        !find_load_flags(font, &face->load_flags))
        return false;
    strcpy(face->path, (const char *)path);
    face->index = number_of(font, FC_INDEX, 0);
    return true;
}

/* --- What it depends on ----------------------------------------------------------------------- */

static void add_source(char *sources, size_t *len, const char *path)
{
    int added = snprintf(sources + *len, FACE_SOURCES_MAX - *len, "%s\n", path);
    *len = added < 0 ? FACE_SOURCES_MAX : *len + (size_t)added;
    if (*len >= FACE_SOURCES_MAX)
        *len = FACE_SOURCES_MAX - 1;
}

static void add_list(char *sources, size_t *len, FcStrList *list)
{
    const FcChar8 *path;
    while (list && (path = FcStrListNext(list)))
        add_source(sources, len, (const char *)path);
    if (list)
        FcStrListDone(list);
}

/* What is not there yet and would be read if it were, is in no list of fontconfig's. */
static void add_users(char *sources, size_t *len)
{
    static const struct {
        enum xdg_folder folder;
        const char *below;
    } table[] = {{XDG_CONFIG, "fontconfig"},
                 {XDG_CONFIG, "fontconfig/fonts.conf"},
                 {XDG_CONFIG, "fontconfig/conf.d"},
                 {XDG_DATA, "fonts"}};
    static const char *const home_table[] = {".fonts.conf", ".fonts.conf.d", ".fonts"};
    const char *home = getenv("HOME");
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (xdg_path(table[i].folder, table[i].below, path, sizeof path))
            add_source(sources, len, path);
    for (size_t i = 0; home && i < sizeof home_table / sizeof *home_table; i++)
        if (snprintf(path, sizeof path, "%s/%s", home, home_table[i]) < (int)sizeof path)
            add_source(sources, len, path);
}

/* A settings folder is in the list of files, each folder of fonts in that of folders. */
static void list_sources(const struct face *face, char *sources)
{
    size_t len = 0;
    sources[0] = '\0';
    add_source(sources, &len, face->path);
    add_list(sources, &len, FcConfigGetConfigFiles(NULL));
    add_list(sources, &len, FcConfigGetConfigDirs(NULL));
    add_list(sources, &len, FcConfigGetFontDirs(NULL));
    add_users(sources, &len);
    if (len >= FACE_SOURCES_MAX - 1)
        sources[0] = '\0';
}

static bool find(const struct face_wish *wish, struct face *face, char *sources)
{
    FcPattern *pattern = pattern_of(wish);
    FcPattern *font = pattern ? find_font(wish->path, pattern) : NULL;
    bool found = font && describe(font, face);
    if (found)
        list_sources(face, sources);
    if (font)
        FcPatternDestroy(font);
    if (pattern)
        FcPatternDestroy(pattern);
    return found;
}

const struct face_finder face_finder = {.find = find};
