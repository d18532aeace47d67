/* SPDX-License-Identifier: MIT */
/* Where there is no libwayland-client to build with: all calls, and no connection. */
#include "wayland.h"

struct wayland *wayland_connect(void (*on_loss)(const void *data), const void *data)
{
    (void)on_loss;
    (void)data;
    return NULL;
}

int wayland_scale(const struct wayland *wayland)
{
    (void)wayland;
    return 1;
}

int wayland_fd(const struct wayland *wayland)
{
    (void)wayland;
    return -1;
}

bool wayland_open(struct wayland *wayland, int width, int height, const SDL_Rect *card, int scale,
                  const struct position *position)
{
    (void)position;
    (void)wayland;
    (void)width;
    (void)height;
    (void)card;
    (void)scale;
    return false;
}

bool wayland_resize(struct wayland *wayland, int width, int height, const SDL_Rect *card)
{
    (void)wayland;
    (void)width;
    (void)height;
    (void)card;
    return false;
}

void wayland_map(struct wayland *wayland)
{
    (void)wayland;
}

struct wayland_events wayland_dispatch(struct wayland *wayland)
{
    (void)wayland;
    return (struct wayland_events){.exposed = false};
}

void wayland_place(const struct wayland *wayland, int *x, int *y)
{
    (void)wayland;
    *x = *y = 0;
}

SDL_Surface *wayland_canvas(struct wayland *wayland)
{
    (void)wayland;
    return NULL;
}

void wayland_present(struct wayland *wayland, const SDL_Rect *rects, int rect_count)
{
    (void)wayland;
    (void)rects;
    (void)rect_count;
}

void wayland_fade(struct wayland *wayland, float opacity)
{
    (void)wayland;
    (void)opacity;
}

void wayland_unmap(struct wayland *wayland)
{
    (void)wayland;
}
