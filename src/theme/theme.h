/* SPDX-License-Identifier: MIT */
/* A theme: the folder that says what is shown and heard, by its theme.ini; or one picture.
 *
 * Knows no pixels and opens none of the art, but for the times of an animation, which stand in its
 * file: it gives names, places and times, each within bounds, so that whoever draws need not check.
 * A theme is anybody's file: names lead into its own folder only, and no string of it is ever a
 * printf format. Sizes and places are 1x pixels, from the card's top left corner. Source: inih for
 * the syntax; theme_key.h for the keys.
 *
 *     struct theme theme;
 *     char path[THEME_PATH_MAX];
 *     if (theme_load(&theme, "themes/plate"))
 *         theme_file_find(theme.folder, theme.backdrop, path);
 */
#pragma once

#include "gait.h"

#include <stdbool.h>
#include <stdint.h>

#define THEME_PATH_MAX     1024 /* bytes with the NUL */
#define THEME_NAME_MAX     256
#define THEME_DEFAULT      "plate"
#define THEME_CARD_PX_MAX  1024
#define THEME_FRAMES_MAX   240
#define THEME_ACTS_MAX     32
#define THEME_ACT_NAME_MAX 32
#define THEME_VOLUME_UNSET 1000.0

/* A section of the music: what a gait is heard with, or the end. */
struct theme_music {
    char files[THEME_NAME_MAX]; /* played in turn, commas between them; "" for none */
    double tempo;               /* beats a minute; 0: it is made for the gait's own stride */
};

/* A section of frames: a gait, which goes round and round; or, once, a transition from one gait to
 * another, or an idle movement, which a gait makes now and then (from == to). */
struct theme_act {
    char name[THEME_ACT_NAME_MAX]; /* the section's; "" for an act that the theme does not have */
    /* Where its pictures are; one of these is given, the others are "". */
    char frames[THEME_NAME_MAX];    /* file names, with one %d or %0Nd for the number */
    char sheet[THEME_NAME_MAX];     /* one picture, a grid of columns and rows */
    char animation[THEME_NAME_MAX]; /* one file with all of them, and how long each is seen */
    int columns, rows;              /* of the sheet */
    bool by_columns;                /* its frames go down the columns, not along the rows */
    bool trim;                      /* what is clear in all of its frames is cut off around them */
    int fit_width, fit_height;      /* an animation is shown in this size; 0: in its own */
    int picture_count;              /* 0: as many as frames, each is another picture */
    bool pingpong;                  /* frames beyond the pictures are these, backwards */
    bool timed;                     /* a frame's picture is the one that stands here: */
    uint8_t pictures[THEME_FRAMES_MAX];
    int frame_count; /* 0: the theme has no such act */
    int frame_ms;    /* each stands for so long */
    int stride_px;   /* ground covered by all of them; negative for an animal that faces left */
    int x, y;        /* where the frames, which may be trimmed, stand from the camel's place */
    int first;       /* number of the first file */
    bool backwards;
    int from, to;             /* gaits before and after; -1 if this act is a gait itself */
    int from_frame, to_frame; /* the frame of each that borders on this act, 1 the first */
};

struct theme {
    char folder[THEME_PATH_MAX];
    char name[THEME_NAME_MAX], author[THEME_NAME_MAX], license[THEME_NAME_MAX]; /* [theme] */
    int width, height;             /* [stage] width, height: the card */
    bool is_picture;               /* it is no folder, but a picture alone */
    bool cutout;                   /* there is no card, only what is drawn, on the desktop */
    char backdrop[THEME_NAME_MAX]; /* the card's own art; "" for a plain card */
    char ground[THEME_NAME_MAX];   /* tile that goes by under the feet; "" for none */
    char grid[THEME_NAME_MAX];     /* tile that goes by behind the camel; "" for none */
    int ground_y, grid_y;          /* top of the tiles */
    int view_x, view_y;          /* the opening of the card that whatever moves is seen through; */
    int view_width, view_height; /* the whole card if the theme does not say */
    int camel_x, camel_y;        /* where a frame stands */
    int caption_x, caption_y, caption_size;
    uint8_t caption_color[3];              /* red, green, blue */
    char caption_font[THEME_NAME_MAX];     /* a file of the theme, or fontconfig family names */
    int progress_y;                        /* the hairline */
    struct theme_act acts[THEME_ACTS_MAX]; /* the gaits, then all others */
    int act_count;                         /* at least GAIT_COUNT */
    char palette[THEME_NAME_MAX];    /* [theme] palette: a PNG whose colours the acts' frames get
                                      * instead of their own, where as many; "" for none */
    char dark[THEME_NAME_MAX];       /* [dark] theme: its name on a dark desktop; "" for none */
    char soundtrack[THEME_NAME_MAX]; /* [soundtrack] file: one piece for all; "" for none */
    double volume_db;                /* [soundtrack] volume: of all its music; or UNSET */
    struct theme_music music[SECTION_COUNT];
};

struct theme_notes; /* theme_notes.h */

/* A theme that has nothing yet but the names of its gaits. */
void theme_init(struct theme *theme);

/* Reads FOLDER/theme.ini, a regular file within FOLDER; or makes a theme of the picture that FOLDER
 * is the path of, see theme_picture.h. False: errno says why, EINVAL for a theme that makes no
 * sense. */
bool theme_load(struct theme *theme, const char *folder);

/* The same, and NOTES, NULL for nobody, gets what is wrong, also what is passed over. */
bool theme_load_noted(struct theme *theme, const char *folder, struct theme_notes *notes);

/* Reads the text of a theme.ini, pure; theme->folder is "", and animations have no times, so that
 * their acts are not had. False: it makes no sense. */
bool theme_parse(struct theme *theme, const char *text);

/* The folder of theme NAME, such as theme->dark, beside the folder that THEME was loaded from; by
 * its path alone, so that of a linked theme it is the link that counts. False, FOLDER untouched:
 * there is no theme.ini that can be read, or NAME is no name. */
bool theme_sibling(const struct theme *theme, const char *name, char folder[THEME_PATH_MAX]);

/* The file of frame INDEX, 0 to frame_count-1: its own, or that of all. */
bool theme_frame_name(const struct theme_act *act, int index, char name[THEME_NAME_MAX]);

/* Which of the act's pictures frame INDEX is, from 0; of several files, of a sheet or of an
 * animation. */
int theme_frame_picture(const struct theme_act *act, int index);
