/* SPDX-License-Identifier: MIT */
/* Words of any script are set in fonts that have it, and cut where they are too long. The fonts are
 * those of fonts-dejavu-core, fonts-noto-core and fonts-noto-cjk. */
#include "caption_typesetter.h"

#include "cmocka_all.h"

#include <string.h>

#define SIZE_PX  20
#define WIDTH_PX 300

static const uint8_t color[3] = {0x10, 0x20, 0x30};

static int open_font(void **state)
{
    (void)state;
    static const struct face_wish wish = {.families = "serif", .size_px = SIZE_PX};
    return caption_typesetter.open(&wish, NULL) ? 0 : -1;
}

static SDL_Surface *set(const char *line)
{
    SDL_Surface *surface = caption_typesetter.set(line, color, WIDTH_PX);
    if (surface)
        assert_true(surface->w > 0 && surface->w <= WIDTH_PX && surface->h < 3 * SIZE_PX);
    return surface;
}

static unsigned alpha(const SDL_Surface *surface, int x, int y)
{
    uint32_t argb;
    memcpy(&argb, (const char *)surface->pixels + y * surface->pitch + x * 4, sizeof argb);
    return argb >> 24;
}

/* How many pixels of column X are mostly ink. */
static int ink_of_column(const SDL_Surface *surface, int x)
{
    int count = 0;
    for (int y = 0; y < surface->h; y++)
        count += alpha(surface, x, y) > 0x80;
    return count;
}

/* Whether LINE is shown as a box with its number: a straight line at the left of most of what is
 * inked. */
static bool is_boxed(const char *line)
{
    SDL_Surface *surface = set(line);
    assert_non_null(surface);
    int x = 0, rows = 0;
    while (x < surface->w && ink_of_column(surface, x) == 0)
        x++;
    assert_true(x < surface->w); /* there is ink at all */
    for (int y = 0; y < surface->h; y++) {
        bool inked = false;
        for (int column = 0; column < surface->w; column++)
            inked |= alpha(surface, column, y) > 0x80;
        rows += inked;
    }
    bool boxed = ink_of_column(surface, x) >= rows - 1;
    SDL_FreeSurface(surface);
    return boxed;
}

static void each_script_has_its_font(void **state)
{
    (void)state;
    assert_true(is_boxed("\U0010fffd")); /* which no font has */
    static const char *const table[] = {"S",      "\u0633", "\u05e1", "\u0939",
                                        "\u3042", "\u3145", "\u8868"};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i]);
        assert_false(is_boxed(table[i]));
    }
}

static int width_of(const char *line)
{
    SDL_Surface *surface = set(line);
    assert_non_null(surface);
    int width = surface->w;
    SDL_FreeSurface(surface);
    return width;
}

static void letters_are_joined_and_marks_stand_on_them(void **state)
{
    (void)state;
    assert_int_equal(width_of("e\u0301"), width_of("\u00e9"));
    /* lam and alef become one; a character that joins nothing is between them */
    assert_true(width_of("\u0644\u0627") < width_of("\u0644\u200c\u0627"));
}

/* Whether what is set of A and of B is the same within the first (from the right: last) COLUMNS. */
static bool looks_alike(const char *a, const char *b, int columns, bool from_right)
{
    SDL_Surface *one = set(a), *other = set(b);
    assert_non_null(one);
    assert_non_null(other);
    bool alike = one->h == other->h && one->w >= columns && other->w >= columns;
    for (int i = 0; i < columns && alike; i++)
        for (int y = 0; y < one->h && alike; y++)
            alike = alpha(one, from_right ? one->w - 1 - i : i, y) ==
                    alpha(other, from_right ? other->w - 1 - i : i, y);
    SDL_FreeSurface(one);
    SDL_FreeSurface(other);
    return alike;
}

static void what_is_read_from_the_right_begins_there(void **state)
{
    (void)state;
    assert_true(looks_alike("ab", "ac", 8, false));
    assert_true(looks_alike("\u05d0\u05d1", "\u05d0\u05de", 8, true));
    assert_false(looks_alike("\u05d0\u05d1", "\u05d0\u05de", 8, false));
}

static void a_long_line_is_cut(void **state)
{
    (void)state;
    char sentence[400] = "A sentence", path[400] = "Reading /begin", other[400];
    for (int i = 0; i < 40; i++) {
        strcat(sentence, " more");
        strcat(path, "/more");
    }
    strcat(path, "/end.ml");
    /* Of the sentence the end is lost, of the path the middle. */
    strcpy(other, sentence);
    strcat(other, " and an end");
    assert_true(looks_alike(sentence, other, width_of(sentence), false));
    assert_true(looks_alike(path, "Reading /begin", 60, false));
    assert_true(looks_alike(path, "/end.ml", 40, true));
    assert_false(looks_alike(path, "/end.mx", 40, true));
}

static void what_cannot_be_set_is_nothing(void **state)
{
    (void)state;
    assert_null(caption_typesetter.set("a", color, 0));
    assert_null(caption_typesetter.set("a", color, -1));
    assert_null(set(""));
    SDL_Surface *broken = set("a\xff\xc3z"); /* no UTF-8 */
    assert_non_null(broken);
    SDL_FreeSurface(broken);
}

static void the_colour_is_the_one_asked_for(void **state)
{
    (void)state;
    SDL_Surface *surface = set("\u2588");
    assert_non_null(surface);
    uint32_t argb;
    memcpy(&argb,
           (const char *)surface->pixels + surface->h / 2 * surface->pitch + surface->w / 2 * 4,
           sizeof argb);
    assert_int_equal(argb, 0xff102030);
    SDL_FreeSurface(surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_script_has_its_font),
        cmocka_unit_test(letters_are_joined_and_marks_stand_on_them),
        cmocka_unit_test(what_is_read_from_the_right_begins_there),
        cmocka_unit_test(a_long_line_is_cut),
        cmocka_unit_test(what_cannot_be_set_is_nothing),
        cmocka_unit_test(the_colour_is_the_one_asked_for),
    };

    return cmocka_run_group_tests(tests, open_font, NULL);
}
