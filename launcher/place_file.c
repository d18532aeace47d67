/* SPDX-License-Identifier: MIT */
/* The file of the card's places. */
#include "place_file.h"

#include "display.h"
#include "number.h"
#include "position.h"
#include "state_file.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define FILE_NAME   "place"
#define HEAD        "ocamlwalk place 1\n"
#define LINE_MAX    (DISPLAY_NAME_MAX + 2 * sizeof " -99999")
#define NUMBER_MAX  sizeof "-99999"
#define FILE_NEEDED (sizeof HEAD + PLACE_FILE_DISPLAYS_MAX * LINE_MAX)

static_assert(FILE_NEEDED <= PLACE_FILE_SIZE_MAX, "as many lines as there may be");

/* --- Lines: DISPLAY X Y ----------------------------------------------------------------------- */

struct line {
    const char *text; /* begins with the display's name */
    size_t len, name_len;
    struct channel_place place;
};

static bool is_place(struct channel_place place)
{
    return place.x >= -POSITION_PX_MAX && place.x <= POSITION_PX_MAX &&
           place.y >= -POSITION_PX_MAX && place.y <= POSITION_PX_MAX;
}

/* A name is a word. */
static bool is_name(const char *display)
{
    size_t len = 0;
    while ((unsigned char)display[len] > ' ' && display[len] != 0x7f)
        len++;
    return len > 0 && len < DISPLAY_NAME_MAX && display[len] == '\0';
}

/* The number at *TEXT, which ends with END; *TEXT moves behind that. */
static bool next_number(const char **text, char end, int32_t *number)
{
    char digits[NUMBER_MAX];
    size_t len = strspn(*text, "-0123456789");
    int value;
    if (len >= sizeof digits || (*text)[len] != end)
        return false;
    memcpy(digits, *text, len);
    digits[len] = '\0';
    if (!number_parse_int(digits, -POSITION_PX_MAX, POSITION_PX_MAX, &value))
        return false;
    *number = value;
    *text += len + 1;
    return true;
}

/* The next line of *TEXT, which moves behind it. False: there is none, or it is damaged, and *TEXT
 * has not moved. */
static bool next_line(const char **text, struct line *line)
{
    const char *rest = *text;
    line->text = rest;
    line->name_len = strcspn(rest, " \n");
    if (line->name_len == 0 || line->name_len >= DISPLAY_NAME_MAX || rest[line->name_len] != ' ')
        return false;
    rest += line->name_len + 1;
    if (!next_number(&rest, ' ', &line->place.x) || !next_number(&rest, '\n', &line->place.y))
        return false;
    line->len = (size_t)(rest - line->text);
    *text = rest;
    return true;
}

static bool is_of(const struct line *line, const char *display)
{
    return strlen(display) == line->name_len && strncmp(line->text, display, line->name_len) == 0;
}

/* The first line of TEXT, a whole file, and how many there are; NULL: it is damaged somewhere. */
static const char *lines_of(const char *text, int *count)
{
    struct line line;
    if (strncmp(text, HEAD, strlen(HEAD)) != 0)
        return NULL;
    const char *first = text + strlen(HEAD), *left = first;
    for (*count = 0; next_line(&left, &line); ++*count)
        continue;
    return *left == '\0' && *count <= PLACE_FILE_DISPLAYS_MAX ? first : NULL;
}

bool place_file_parse(const char *text, const char *display, struct channel_place *place)
{
    struct line line;
    int count;
    text = lines_of(text, &count);
    while (text && next_line(&text, &line))
        if (is_of(&line, display)) {
            *place = line.place;
            return true;
        }
    return false;
}

size_t place_file_write(const char *text, const char *display, struct channel_place place,
                        char *new_text)
{
    struct line line;
    struct channel_place before;
    int count = 0;
    if (!is_name(display) || !is_place(place))
        return 0;
    bool known = place_file_parse(text, display, &before);
    text = lines_of(text, &count);
    bool full = !known && count == PLACE_FILE_DISPLAYS_MAX;
    size_t len = strlen(strcpy(new_text, HEAD));
    while (text && next_line(&text, &line)) {
        if (!full && !is_of(&line, display)) {
            memcpy(new_text + len, line.text, line.len);
            len += line.len;
        }
        full = false; /* the oldest has gone */
    }
    int own_len = snprintf(new_text + len, PLACE_FILE_SIZE_MAX - len, "%s %d %d\n", display,
                           (int)place.x, (int)place.y);
    return len + (size_t)own_len;
}

/* --- The file --------------------------------------------------------------------------------- */

bool place_file_read(struct channel_place *place)
{
    char text[PLACE_FILE_SIZE_MAX + 1], display[DISPLAY_NAME_MAX];
    return display_name(display, sizeof display) && state_file_read(FILE_NAME, text, sizeof text) &&
           place_file_parse(text, display, place);
}

void place_file_set(struct channel_place place)
{
    char text[PLACE_FILE_SIZE_MAX + 1], new_text[PLACE_FILE_SIZE_MAX], display[DISPLAY_NAME_MAX];
    if (!display_name(display, sizeof display))
        return;
    if (!state_file_read(FILE_NAME, text, sizeof text))
        text[0] = '\0';
    size_t len = place_file_write(text, display, place, new_text);
    if (len > 0)
        state_file_replace(FILE_NAME, new_text, len);
}

bool place_file_forget(void)
{
    return state_file_remove(FILE_NAME);
}
