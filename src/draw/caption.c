/* SPDX-License-Identifier: MIT */
/* The caption, from what was said to a surface with it. Owns the worker and the two pipes to it and
 * from it, until _exit. */
#include "caption.h"

#include "caption_typesetter.h"
#include "face_memory.h"
#include "plugin.h"
#include "theme_file.h"
#include "worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BETWEEN " \u2014 "

/* Around words whose direction is their own business: FIRST STRONG ISOLATE and its end. */
#define ISOLATE     "\u2068"
#define END_ISOLATE "\u2069"

/* What the worker is to set words in. */
struct job {
    struct theme theme; /* a copy: whoever makes a theme has it read again and again */
    int scale;
    bool remembers; /* the face */
};

/* Both pipes carry whole items below PIPE_BUF, so that reads and writes are never torn. */
struct order {
    struct job *job; /* the worker's from now on; NULL: the same as before */
    char line[CAPTION_WORDS_MAX];
};

/* Either is NULL, and the other its reader's. */
struct outcome {
    SDL_Surface *words;
    char *memory; /* of the face, to be kept */
};

/* True for the two kinds of font name that are files of the theme. */
static bool is_file(const char *font)
{
    size_t len = strlen(font);

    return len > 4 &&
           (strcmp(font + len - 4, ".ttf") == 0 || strcmp(font + len - 4, ".otf") == 0) &&
           font[0] != '/' && !strstr(font, "..");
}

/* What the theme asks for; PATH is where its font's file goes. False: that is not to be had. */
static bool make_wish(const struct job *job, struct face_wish *wish, char path[THEME_PATH_MAX])
{
    const struct theme *theme = &job->theme;
    bool own_font = is_file(theme->caption_font);
    *wish = (struct face_wish){.path = own_font ? path : NULL,
                               .families = theme->caption_font,
                               .size_px = theme->caption_size * job->scale};
    return !own_font || theme_file_find(theme->folder, theme->caption_font, path);
}

/* What a job's words are set with. */
struct type {
    const struct caption_typesetter *plain; /* NULL: not for any of them, from now on */
    const struct caption_typesetter *any;   /* NULL: not opened yet, or not to be had */
    bool sought;
};

static void tell(int set_fd, struct outcome outcome)
{
    if (write(set_fd, &outcome, sizeof outcome) == (ssize_t)sizeof outcome)
        return;
    SDL_FreeSurface(outcome.words);
    free(outcome.memory);
}

/* Asks fontconfig, and tells what is to be remembered of its answer. */
static bool find_face(const struct job *job, const struct face_wish *wish, int set_fd,
                      struct face *face)
{
    static char sources[FACE_SOURCES_MAX]; /* the worker's */
    const struct face_finder *finder = plugin_load(FACE_FINDER_FILE, FACE_FINDER_SYMBOL);
    if (!finder || !finder->find(wish, face, sources))
        return false;
    char *memory = job->remembers ? malloc(FACE_MEMORY_MAX) : NULL;
    if (memory && face_memory_write(wish, face, sources, memory) > 0)
        tell(set_fd, (struct outcome){.memory = memory});
    else
        free(memory);
    return true;
}

static struct type open_plain(const struct job *job, int set_fd)
{
    char path[THEME_PATH_MAX];
    struct face_wish wish;
    struct face face;
    const struct caption_typesetter *plain =
        plugin_load(CAPTION_TYPESETTER_PLAIN_FILE, CAPTION_TYPESETTER_PLAIN_SYMBOL);
    bool is_open =
        plain && make_wish(job, &wish, path) &&
        ((job->remembers && face_memory_recall(&wish, &face) && plain->open(&wish, &face)) ||
         (find_face(job, &wish, set_fd, &face) && plain->open(&wish, &face)));
    return (struct type){.plain = is_open ? plain : NULL};
}

static const struct caption_typesetter *open_any(const struct job *job)
{
    char path[THEME_PATH_MAX];
    struct face_wish wish;
    const struct caption_typesetter *any =
        plugin_load(CAPTION_TYPESETTER_FILE, CAPTION_TYPESETTER_SYMBOL);
    return any && make_wish(job, &wish, path) && any->open(&wish, NULL) ? any : NULL;
}

/* The plain typesetter sets them until there is a line that it cannot set. */
static SDL_Surface *set(struct type *type, const struct job *job, const char *line)
{
    const struct theme *theme = &job->theme;
    int width_px = (theme->width - 2 * theme->caption_x) * job->scale;
    if (!line[0] || width_px <= 0)
        return NULL;
    SDL_Surface *surface =
        type->plain ? type->plain->set(line, theme->caption_color, width_px) : NULL;
    if (surface)
        return surface;
    type->plain = NULL;
    if (!type->sought)
        type->any = open_any(job);
    type->sought = true;
    return type->any ? type->any->set(line, theme->caption_color, width_px) : NULL;
}

static bool next_order(int orders_fd, struct order *order)
{
    ssize_t count;
    do
        count = read(orders_fd, order, sizeof *order);
    while (count < 0 && errno == EINTR);
    return count == (ssize_t)sizeof *order;
}

/* Without a font the pipes stay open: closed ones would raise SIGPIPE, and never be silent for
 * whoever polls them. */
static void work(void *data, int orders_fd, int set_fd)
{
    struct job *job = data;
    struct type type = open_plain(job, set_fd);
    struct order order;
    while (next_order(orders_fd, &order)) {
        if (order.job) {
            free(job);
            job = order.job;
            type = open_plain(job, set_fd);
        }
        SDL_Surface *surface = set(&type, job, order.line);
        if (surface)
            tell(set_fd, (struct outcome){.words = surface});
    }
}

void caption_init(struct caption *caption)
{
    *caption = (struct caption){.set_fd = -1, .words_fd = -1};
}

static struct job *make_job(const struct theme *theme, int scale, bool remembers)
{
    struct job *job = malloc(sizeof *job);
    if (job) {
        job->theme = *theme;
        job->scale = scale;
        job->remembers = remembers;
    }
    return job;
}

void caption_start(struct caption *caption, const struct theme *theme, int scale, bool remembers)
{
    caption_init(caption);
    caption->remembers = remembers;
    if (theme->caption_size == 0)
        return;
    struct job *job = make_job(theme, scale, remembers); /* the worker's, once it has started */
    struct worker worker;
    if (!job)
        return;
    if (!worker_start(&worker, work, job)) {
        free(job);
        return;
    }
    caption->set_fd = worker.news_fd;
    caption->words_fd = worker.orders_fd;
}

/* Whether the character at TEXT commands: a control character, or one that would turn, join or
 * end what stands beside it (U+061C, U+200E and F, U+2028 to E, U+2066 to 9). */
static bool commands(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] < ' ' || byte[0] == 0x7f || (byte[0] == 0xc2 && byte[1] < 0xa0))
        return true;
    if (byte[0] == 0xd8)
        return byte[1] == 0x9c;
    return byte[0] == 0xe2 && ((byte[1] == 0x80 && (byte[2] == 0x8e || byte[2] == 0x8f ||
                                                    (byte[2] >= 0xa8 && byte[2] <= 0xae))) ||
                               (byte[1] == 0x81 && byte[2] >= 0xa6 && byte[2] <= 0xa9));
}

/* Appends the characters of WORDS that fit, whole, into SIZE bytes of LINE, and command nothing. */
static size_t append(char *line, size_t len, size_t size, const char *words)
{
    while (*words) {
        size_t char_len = 1;
        while (((unsigned char)words[char_len] & 0xc0) == 0x80)
            char_len++;
        if (!commands(words)) {
            if (len + char_len >= size)
                break;
            memcpy(line + len, words, char_len);
            len += char_len;
        }
        words += char_len;
    }
    line[len] = '\0';
    return len;
}

/* The same, and what WORDS are read like ends with them. */
static size_t append_isolated(char *line, size_t len, size_t size, const char *words)
{
    static const size_t mark_len = sizeof ISOLATE - 1;
    if (len + 2 * mark_len >= size)
        return len;
    memcpy(line + len, ISOLATE, mark_len);
    len = append(line, len + mark_len, size - mark_len, words);
    memcpy(line + len, END_ISOLATE, sizeof END_ISOLATE);
    return len + mark_len;
}

void caption_line(char line[CAPTION_WORDS_MAX], const char *title, const char *status)
{
    bool has_status = status && status[0];
    size_t len = 0;
    line[0] = '\0';
    if (title[0])
        len = append_isolated(line, len, CAPTION_WORDS_MAX / 2, title);
    if (title[0] && has_status)
        len = append(line, len, CAPTION_WORDS_MAX, BETWEEN);
    if (has_status)
        append_isolated(line, len, CAPTION_WORDS_MAX, status);
}

static void send(struct caption *caption, struct job *job, const char *title, const char *status)
{
    struct order order = {.job = job};
    caption_line(order.line, title, status);
    bool wanted = caption->words_fd >= 0 && (order.line[0] || job);
    if (!wanted || write(caption->words_fd, &order, sizeof order) != (ssize_t)sizeof order)
        free(job); /* the pipe is full: these words are lost, the next may find room */
}

void caption_tell(struct caption *caption, const char *title, const char *status)
{
    send(caption, NULL, title, status);
}

void caption_restyle(struct caption *caption, const struct theme *theme, int scale,
                     const char *title, const char *status)
{
    if (caption->words_fd < 0)
        caption_start(caption, theme, scale, caption->remembers);
    send(caption, make_job(theme, scale, caption->remembers), title, status);
}

SDL_Surface *caption_take(struct caption *caption, char **memory)
{
    SDL_Surface *latest = NULL;
    struct outcome outcome;
    *memory = NULL;
    while (caption->set_fd >= 0 &&
           read(caption->set_fd, &outcome, sizeof outcome) == (ssize_t)sizeof outcome) {
        if (outcome.words) {
            SDL_FreeSurface(latest);
            latest = outcome.words;
        } else {
            free(*memory);
            *memory = outcome.memory;
        }
    }
    return latest;
}
