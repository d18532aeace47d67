/* SPDX-License-Identifier: MIT */
/* The card as a surface on a layer, with its pixels in memory that the compositor reads. Owns the
 * surface, its two buffers and the canvas, until _exit. */
#include "wayland_private.h"

#include "shared_memory.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define NAMESPACE "ocamlwalk"

static void on_release(void *data, struct wl_buffer *buffer)
{
    (void)buffer;
    struct wayland_buffer *released = data;
    released->busy = false;
}

static const struct wl_buffer_listener buffer_listener = {.release = on_release};

static bool make_buffers(struct wayland *wayland)
{
    const SDL_Surface *canvas = wayland->canvas;
    size_t len = (size_t)canvas->pitch * (size_t)canvas->h;
    int fd = shared_memory_open(len * WAYLAND_BUFFER_COUNT);
    if (fd < 0)
        return false;
    uint8_t *pixels =
        mmap(NULL, len * WAYLAND_BUFFER_COUNT, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (pixels == MAP_FAILED) {
        close(fd);
        return false;
    }
    struct wl_shm_pool *pool =
        wl_shm_create_pool(wayland->shm, fd, (int32_t)len * WAYLAND_BUFFER_COUNT);
    for (int i = 0; i < WAYLAND_BUFFER_COUNT; i++) {
        struct wayland_buffer *buffer = &wayland->buffers[i];
        buffer->pixels = pixels + len * (size_t)i;
        buffer->stale = (SDL_Rect){0, 0, canvas->w, canvas->h};
        buffer->buffer = wl_shm_pool_create_buffer(pool, (int32_t)len * i, canvas->w, canvas->h,
                                                   canvas->pitch, WL_SHM_FORMAT_ARGB8888);
        wl_buffer_add_listener(buffer->buffer, &buffer_listener, buffer);
    }
    wl_shm_pool_destroy(pool);
    close(fd);
    return true;
}

static void on_configure(void *data, struct zwlr_layer_surface_v1 *surface, uint32_t serial,
                         uint32_t width, uint32_t height)
{
    (void)width; /* the size is ours */
    (void)height;
    struct wayland *wayland = data;
    zwlr_layer_surface_v1_ack_configure(surface, serial);
    wayland->events.exposed = wayland->configured = true;
}

/* The surface's output was taken away. */
static void on_closed(void *data, struct zwlr_layer_surface_v1 *surface)
{
    (void)surface;
    struct wayland *wayland = data;
    wayland->events.dismissed = true;
}

static const struct zwlr_layer_surface_v1_listener surface_listener = {
    .configure = on_configure,
    .closed = on_closed,
};

/* Canvas and buffers of that size, and where the pointer touches the surface. */
static bool take_size(struct wayland *wayland, int width, int height, const SDL_Rect *card,
                      int scale)
{
    wayland->canvas =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!wayland->canvas || !make_buffers(wayland))
        return false;
    struct wl_region *input = wl_compositor_create_region(wayland->compositor);
    wl_region_add(input, card->x / scale, card->y / scale, card->w / scale, card->h / scale);
    wl_surface_set_input_region(wayland->surface, input);
    wl_region_destroy(input);
    wl_surface_set_buffer_scale(wayland->surface, scale);
    wayland->across.len = width / scale;
    wayland->down.len = height / scale;
    wayland->card = *card;
    wayland->scale = scale;
    zwlr_layer_surface_v1_set_size(wayland->layer_surface, (uint32_t)wayland->across.len,
                                   (uint32_t)wayland->down.len);
    return true;
}

bool wayland_open(struct wayland *wayland, int width, int height, const SDL_Rect *card, int scale,
                  const struct position *position)
{
    wayland->surface = wl_compositor_create_surface(wayland->compositor);
    wayland->layer_surface = zwlr_layer_shell_v1_get_layer_surface(
        wayland->layer_shell, wayland->surface, NULL, ZWLR_LAYER_SHELL_V1_LAYER_TOP, NAMESPACE);
    zwlr_layer_surface_v1_add_listener(wayland->layer_surface, &surface_listener, wayland);
    if (!take_size(wayland, width, height, card, scale))
        return false;
    wayland_anchor(wayland, position);
    return true;
}

bool wayland_resize(struct wayland *wayland, int width, int height, const SDL_Rect *card)
{
    int scale = wayland->scale;
    size_t len = (size_t)wayland->canvas->pitch * (size_t)wayland->canvas->h;
    for (int i = 0; i < WAYLAND_BUFFER_COUNT; i++)
        wl_buffer_destroy(wayland->buffers[i].buffer);
    munmap(wayland->buffers[0].pixels, len * WAYLAND_BUFFER_COUNT);
    memset(wayland->buffers, 0, sizeof wayland->buffers);
    SDL_FreeSurface(wayland->canvas);
    while (width % scale != 0 || height % scale != 0) /* a buffer of half points is an error */
        scale--;
    return take_size(wayland, width, height, card, scale);
}

void wayland_map(struct wayland *wayland)
{
    wl_surface_commit(wayland->surface); /* without a buffer: asks to be configured */
    wl_display_flush(wayland->display);
}

SDL_Surface *wayland_canvas(struct wayland *wayland)
{
    return wayland->canvas;
}

/* Both channel pairs of a pixel at once: premultiplied, all four fade alike. */
static uint32_t faded(uint32_t pixel, uint32_t opacity)
{
    return ((pixel & 0xff00ff) * opacity >> 8 & 0xff00ff) |
           ((pixel >> 8 & 0xff00ff) * opacity & 0xff00ff00);
}

static void copy_stale(const struct wayland *wayland, struct wayland_buffer *buffer)
{
    const SDL_Surface *canvas = wayland->canvas;
    const SDL_Rect *stale = &buffer->stale;
    for (int y = stale->y; y < stale->y + stale->h; y++) {
        size_t at = (size_t)y * (size_t)canvas->pitch + (size_t)stale->x * sizeof(uint32_t);
        uint32_t *to = (uint32_t *)(void *)(buffer->pixels + at);
        const uint32_t *from = (const uint32_t *)(const void *)((uint8_t *)canvas->pixels + at);
        if (wayland->opacity == WAYLAND_OPAQUE)
            memcpy(to, from, (size_t)stale->w * sizeof *to);
        else
            for (int x = 0; x < stale->w; x++)
                to[x] = faded(from[x], wayland->opacity);
    }
    buffer->stale = (SDL_Rect){0};
}

void wayland_present(struct wayland *wayland, const SDL_Rect *rects, int rect_count)
{
    struct wayland_buffer *free_buffer = NULL;
    for (int i = 0; i < WAYLAND_BUFFER_COUNT; i++) {
        struct wayland_buffer *buffer = &wayland->buffers[i];
        for (int k = 0; k < rect_count; k++)
            SDL_UnionRect(&buffer->stale, &rects[k], &buffer->stale);
        if (!buffer->busy)
            free_buffer = buffer;
    }
    if (!free_buffer)
        return; /* the compositor is behind: it gets the next frame */
    wl_surface_damage_buffer(wayland->surface, free_buffer->stale.x, free_buffer->stale.y,
                             free_buffer->stale.w, free_buffer->stale.h);
    copy_stale(wayland, free_buffer);
    free_buffer->busy = true;
    wl_surface_attach(wayland->surface, free_buffer->buffer, 0, 0);
    wl_surface_commit(wayland->surface);
    wl_display_flush(wayland->display);
}

void wayland_fade(struct wayland *wayland, float opacity)
{
    wayland->opacity = (uint32_t)(opacity * WAYLAND_OPAQUE);
    SDL_Rect everything = {0, 0, wayland->canvas->w, wayland->canvas->h};
    if (wayland->configured) /* before that, a surface must have no buffer */
        wayland_present(wayland, &everything, 1);
}

void wayland_unmap(struct wayland *wayland)
{
    if (!wayland->surface)
        return;
    wl_surface_attach(wayland->surface, NULL, 0, 0);
    wl_surface_commit(wayland->surface);
    wl_display_flush(wayland->display);
    wayland->surface = NULL;
}
