/* SPDX-License-Identifier: MIT */
/* In a launch: the words, from what was heard to a picture of them.
 * Owns the worker and the two pipes to it and from it, until _exit. */
#include "caption.h"

#include "caption_typesetter.h"
#include "plugin.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BETWEEN " \u2014 "

/* Both pipes carry whole items below PIPE_BUF, so that reads and writes are never torn: lines of
 * words one way, pointers to surfaces the other. */
struct worker {
    const struct theme *theme;
    int scale;
    int words_fd, set_fd;
};

/* True for the two kinds of font name that are files of the theme. */
static bool is_file(const char *font)
{
    size_t len = strlen(font);

    return len > 4 &&
           (strcmp(font + len - 4, ".ttf") == 0 || strcmp(font + len - 4, ".otf") == 0) &&
           font[0] != '/' && !strstr(font, "..");
}

static const struct caption_typesetter *open_typesetter(const struct worker *worker)
{
    const struct theme *theme = worker->theme;
    const struct caption_typesetter *typesetter =
        plugin_load(CAPTION_TYPESETTER_FILE, CAPTION_TYPESETTER_SYMBOL);
    bool own_font = is_file(theme->caption_font);
    char path[THEME_PATH_MAX];

    if (!typesetter || (own_font && !theme_path(theme, theme->caption_font, path)))
        return NULL;
    return typesetter->open(own_font ? path : NULL, theme->caption_font,
                            theme->caption_size * worker->scale)
               ? typesetter
               : NULL;
}

static void *work(void *data)
{
    const struct worker *worker = data;
    const struct theme *theme = worker->theme;
    const struct caption_typesetter *typesetter = open_typesetter(worker);
    int width_px = (theme->width - 2 * theme->caption_x) * worker->scale;
    char line[CAPTION_WORDS_MAX];
    ssize_t count;

    if (!typesetter)
        return NULL;
    while ((count = read(worker->words_fd, line, sizeof line)) > 0 || errno == EINTR) {
        SDL_Surface *picture = count == (ssize_t)sizeof line
                                   ? typesetter->set(line, theme->caption_color, width_px)
                                   : NULL;
        if (picture && write(worker->set_fd, &picture, sizeof picture) < 0)
            SDL_FreeSurface(picture);
    }
    return NULL;
}

static bool open_pipe(int fds[2])
{
    if (pipe(fds) != 0)
        return false;
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    return true;
}

static void close_pipe(int fds[2])
{
    if (fds[0] >= 0) {
        close(fds[0]);
        close(fds[1]);
    }
}

void caption_init(struct caption *caption)
{
    *caption = (struct caption){.set_fd = -1, .words_fd = -1};
}

void caption_start(struct caption *caption, const struct theme *theme, int scale)
{
    struct worker *worker = malloc(sizeof *worker); /* the thread's, until the process ends */
    int words[2] = {-1, -1}, set[2] = {-1, -1};
    pthread_t thread;

    caption_init(caption);
    if (!worker || theme->caption_size == 0)
        goto fail;
    if (!open_pipe(words) || !open_pipe(set))
        goto fail;
    fcntl(words[1], F_SETFL, O_NONBLOCK); /* a worker that is stuck loses words, nothing else */
    fcntl(set[0], F_SETFL, O_NONBLOCK);
    *worker = (struct worker){theme, scale, words[0], set[1]};
    if (pthread_create(&thread, NULL, work, worker) != 0)
        goto fail;
    pthread_detach(thread);
    *caption = (struct caption){.set_fd = set[0], .words_fd = words[1]};
    return;
fail:
    close_pipe(words);
    close_pipe(set);
    free(worker);
}

/* Appends the characters of WORDS that fit, whole, and are no control characters. */
static size_t append(char line[CAPTION_WORDS_MAX], size_t len, const char *words)
{
    while (*words) {
        size_t char_len = 1;
        while (((unsigned char)words[char_len] & 0xc0) == 0x80)
            char_len++;
        if (len + char_len >= CAPTION_WORDS_MAX)
            break;
        if ((unsigned char)*words >= ' ' && *words != 0x7f) {
            memcpy(line + len, words, char_len);
            len += char_len;
        }
        words += char_len;
    }
    line[len] = '\0';
    return len;
}

void caption_line(char line[CAPTION_WORDS_MAX], const char *title, const char *status)
{
    size_t len = append(line, 0, title);

    if (!status || !status[0])
        return;
    if (len > 0)
        len = append(line, len, BETWEEN);
    append(line, len, status);
}

void caption_tell(struct caption *caption, const char *title, const char *status)
{
    char line[CAPTION_WORDS_MAX] = {0};

    caption_line(line, title, status);
    if (caption->words_fd >= 0 && line[0] && write(caption->words_fd, line, sizeof line) < 0)
        return; /* the pipe is full: these words are lost, the next may find room */
}

SDL_Surface *caption_take(struct caption *caption)
{
    SDL_Surface *latest = NULL, *picture;

    if (caption->set_fd < 0)
        return NULL;
    while (read(caption->set_fd, &picture, sizeof picture) == (ssize_t)sizeof picture) {
        SDL_FreeSurface(latest);
        latest = picture;
    }
    return latest;
}
