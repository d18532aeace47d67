/* SPDX-License-Identifier: MIT */
/* Words for places on a screen. */
#include "position.h"

#include "number.h"

#include <string.h>

#define NUMBER_MAX 8 /* bytes of a number and its sign */

static const struct {
    const char *word;
    struct position position;
} words[] = {
    {"center", {POSITION_SIDES, POSITION_MIDDLE, POSITION_MIDDLE, 0, 0}},
    {"top", {POSITION_SIDES, POSITION_MIDDLE, POSITION_NEAR, 0, 0}},
    {"bottom", {POSITION_SIDES, POSITION_MIDDLE, POSITION_FAR, 0, 0}},
    {"left", {POSITION_SIDES, POSITION_NEAR, POSITION_MIDDLE, 0, 0}},
    {"right", {POSITION_SIDES, POSITION_FAR, POSITION_MIDDLE, 0, 0}},
    {"top-left", {POSITION_SIDES, POSITION_NEAR, POSITION_NEAR, 0, 0}},
    {"top-right", {POSITION_SIDES, POSITION_FAR, POSITION_NEAR, 0, 0}},
    {"bottom-left", {POSITION_SIDES, POSITION_NEAR, POSITION_FAR, 0, 0}},
    {"bottom-right", {POSITION_SIDES, POSITION_FAR, POSITION_FAR, 0, 0}},
    {"pointer", {POSITION_POINTER, POSITION_MIDDLE, POSITION_MIDDLE, 0, 0}},
};

/* TEXT, LEN bytes, as a distance from the side that its sign says; "-0" is flush with the far one.
 */
static bool parse_distance(const char *text, size_t len, enum position_side *side, int *distance)
{
    char number[NUMBER_MAX];
    bool far = len > 0 && text[0] == '-';
    text += far;
    len -= far;
    if (len >= sizeof number || (len > 0 && text[0] == '-'))
        return false;
    memcpy(number, text, len);
    number[len] = '\0';
    *side = far ? POSITION_FAR : POSITION_NEAR;
    return number_parse_int(number, 0, POSITION_PX_MAX, distance);
}

bool position_parse(const char *text, struct position *position)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, text) == 0) {
            *position = words[i].position;
            return true;
        }
    struct position pixels = {.kind = POSITION_PIXELS};
    size_t x_len = strcspn(text, ",");
    if (text[x_len] != ',' || !parse_distance(text, x_len, &pixels.across, &pixels.x) ||
        !parse_distance(text + x_len + 1, strlen(text + x_len + 1), &pixels.down, &pixels.y))
        return false;
    *position = pixels;
    return true;
}
