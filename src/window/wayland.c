/* SPDX-License-Identifier: MIT */
/* In a launch under Wayland: the window, as a surface on a layer.
 * Owns the connection, the surface and its two buffers, until _exit. */
#include "wayland.h"

#include "wayland_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SCALE_MAX 3
#define OPAQUE    256 /* of an opacity */
#define NAMESPACE "ocamlwalk"

void wayland_request(struct wl_proxy *proxy, uint32_t opcode, union wl_argument *arguments)
{
    wl_proxy_marshal_array_flags(proxy, opcode, NULL, wl_proxy_get_version(proxy), 0, arguments);
}

void wayland_request_number(struct wl_proxy *proxy, uint32_t opcode, uint32_t number)
{
    wayland_request(proxy, opcode, (union wl_argument[]){{.u = number}});
}

/* --- The connection -----------------------------------------------------------------------------
 */

static void on_geometry(void *data, struct wl_output *output, int32_t x, int32_t y,
                        int32_t physical_width, int32_t physical_height, int32_t subpixel,
                        const char *make, const char *model, int32_t transform)
{
    (void)data;
    (void)output;
    (void)x;
    (void)y;
    (void)physical_width;
    (void)physical_height;
    (void)subpixel;
    (void)make;
    (void)model;
    (void)transform;
}

static void on_mode(void *data, struct wl_output *output, uint32_t flags, int32_t width,
                    int32_t height, int32_t refresh)
{
    struct wayland *wayland = data;

    (void)output;
    (void)refresh;
    if (flags & WL_OUTPUT_MODE_CURRENT) {
        wayland->output_width = width;
        wayland->output_height = height;
    }
}

static void on_scale(void *data, struct wl_output *output, int32_t scale)
{
    struct wayland *wayland = data;

    (void)output;
    if (scale > wayland->output_scale)
        wayland->output_scale = scale;
}

static void on_output_done(void *data, struct wl_output *output)
{
    (void)data;
    (void)output;
}

static const struct wl_output_listener output_listener = {
    .geometry = on_geometry,
    .mode = on_mode,
    .done = on_output_done,
    .scale = on_scale,
};

static void *bind(struct wl_registry *registry, uint32_t name, const struct wl_interface *interface,
                  uint32_t offered, uint32_t wanted)
{
    return wl_registry_bind(registry, name, interface, offered < wanted ? offered : wanted);
}

static void on_global(void *data, struct wl_registry *registry, uint32_t name,
                      const char *interface, uint32_t version)
{
    struct wayland *wayland = data;
    struct wl_proxy *proxy;

    if (strcmp(interface, wl_compositor_interface.name) == 0 && version >= 4) {
        wayland->compositor = bind(registry, name, &wl_compositor_interface, version, 4);
    } else if (strcmp(interface, wl_shm_interface.name) == 0) {
        wayland->shm = bind(registry, name, &wl_shm_interface, version, 1);
    } else if (strcmp(interface, layer_shell_interface.name) == 0) {
        wayland->shell = bind(registry, name, &layer_shell_interface, version, 2);
    } else if (strcmp(interface, wl_output_interface.name) == 0 && version >= 2) {
        struct wl_output *output = bind(registry, name, &wl_output_interface, version, 2);
        wl_output_add_listener(output, &output_listener, wayland);
    } else if (strcmp(interface, wl_seat_interface.name) == 0 && !wayland->seat) {
        wayland->seat = bind(registry, name, &wl_seat_interface, version, 1);
        wl_seat_add_listener(wayland->seat, &wayland_seat_listener, wayland);
    } else if (strcmp(interface, toplevel_manager_interface.name) == 0) {
        proxy = bind(registry, name, &toplevel_manager_interface, version, 1);
        wl_proxy_add_listener(proxy, (void (**)(void))(void *)&wayland_manager_listener, wayland);
    }
}

static void on_global_remove(void *data, struct wl_registry *registry, uint32_t name)
{
    (void)data;
    (void)registry;
    (void)name;
}

static const struct wl_registry_listener registry_listener = {
    .global = on_global,
    .global_remove = on_global_remove,
};

struct wayland *wayland_connect(void (*on_loss)(const void *data), const void *data)
{
    struct wayland *wayland = calloc(1, sizeof *wayland);

    if (!wayland)
        return NULL;
    wayland->on_loss = on_loss;
    wayland->data = data;
    wayland->opacity = OPAQUE;
    wayland->output_scale = 1;
    if ((wayland->display = wl_display_connect(NULL))) {
        wl_registry_add_listener(wl_display_get_registry(wayland->display), &registry_listener,
                                 wayland);
        /* what there is; then what each of that has to say */
        if (wl_display_roundtrip(wayland->display) >= 0 && wayland->compositor && wayland->shm &&
            wayland->shell && wl_display_roundtrip(wayland->display) >= 0) {
            wayland->settled = true;
            return wayland;
        }
        wl_display_disconnect(wayland->display);
    }
    free(wayland);
    return NULL;
}

int wayland_scale(const struct wayland *wayland)
{
    return wayland->output_scale > SCALE_MAX ? SCALE_MAX : wayland->output_scale;
}

int wayland_fd(const struct wayland *wayland)
{
    return wl_display_get_fd(wayland->display);
}

static void lose(struct wayland *wayland)
{
    wayland->on_loss(wayland->data);
    _exit(EXIT_SUCCESS);
}

/* --- The surface --------------------------------------------------------------------------------
 */

static void on_release(void *data, struct wl_buffer *buffer)
{
    struct wayland_buffer *released = data;

    (void)buffer;
    released->busy = false;
}

static const struct wl_buffer_listener buffer_listener = {.release = on_release};

/* Memory without a name in any file system, as POSIX has it. */
static int open_memory(size_t len)
{
    char name[64];
    int fd;

    snprintf(name, sizeof name, "/ocamlwalk-%ld", (long)getpid());
    fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd < 0)
        return -1;
    shm_unlink(name);
    if (ftruncate(fd, (off_t)len) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool make_buffers(struct wayland *wayland)
{
    const SDL_Surface *canvas = wayland->canvas;
    size_t len = (size_t)canvas->pitch * (size_t)canvas->h;
    int fd = open_memory(len * WAYLAND_BUFFERS);
    struct wl_shm_pool *pool;
    uint8_t *pixels;

    if (fd < 0)
        return false;
    pixels = mmap(NULL, len * WAYLAND_BUFFERS, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (pixels == MAP_FAILED) {
        close(fd);
        return false;
    }
    pool = wl_shm_create_pool(wayland->shm, fd, (int32_t)len * WAYLAND_BUFFERS);
    for (int i = 0; i < WAYLAND_BUFFERS; i++) {
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

static void on_configure(void *data, struct wl_proxy *surface, uint32_t serial, uint32_t width,
                         uint32_t height)
{
    struct wayland *wayland = data;

    (void)width; /* the size is ours */
    (void)height;
    wayland_request_number(surface, LAYER_SURFACE_ACK_CONFIGURE, serial);
    wayland->news.exposed = wayland->configured = true;
}

static void on_closed(void *data, struct wl_proxy *surface)
{
    struct wayland *wayland = data;

    (void)surface; /* its output was taken away */
    wayland->news.dismissed = true;
}

static const struct layer_surface_listener surface_listener = {
    .configure = on_configure,
    .closed = on_closed,
};

static struct wl_proxy *make_layer_surface(struct wayland *wayland)
{
    union wl_argument arguments[] = {
        {.o = NULL},      {.o = (struct wl_object *)wayland->surface},
        {.o = NULL},      {.u = LAYER_TOP},
        {.s = NAMESPACE},
    };

    return wl_proxy_marshal_array_flags(wayland->shell, LAYER_SHELL_GET_SURFACE,
                                        &layer_surface_interface,
                                        wl_proxy_get_version(wayland->shell), 0, arguments);
}

bool wayland_open(struct wayland *wayland, int width, int height, const SDL_Rect *card, int scale)
{
    struct wl_region *touched;
    int points_wide = width / scale, points_high = height / scale;

    wayland->scale = scale;
    wayland->canvas =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!wayland->canvas || !make_buffers(wayland))
        return false;
    wayland->surface = wl_compositor_create_surface(wayland->compositor);
    touched = wl_compositor_create_region(wayland->compositor);
    wl_region_add(touched, card->x / scale, card->y / scale, card->w / scale, card->h / scale);
    wl_surface_set_input_region(wayland->surface, touched);
    wl_region_destroy(touched);
    wl_surface_set_buffer_scale(wayland->surface, scale);
    wayland->layer_surface = make_layer_surface(wayland);
    wl_proxy_add_listener(wayland->layer_surface, (void (**)(void))(void *)&surface_listener,
                          wayland);
    wayland_request(
        wayland->layer_surface, LAYER_SURFACE_SET_SIZE,
        (union wl_argument[]){{.u = (uint32_t)points_wide}, {.u = (uint32_t)points_high}});
    /* the middle of the output, not of what bars leave of it: then a drag knows where it begins */
    wayland_request(wayland->layer_surface, LAYER_SURFACE_SET_EXCLUSIVE_ZONE,
                    (union wl_argument[]){{.i = -1}});
    wayland->x = (wayland->output_width / wayland->output_scale - points_wide) / 2;
    wayland->y = (wayland->output_height / wayland->output_scale - points_high) / 2;
    return true;
}

void wayland_map(struct wayland *wayland)
{
    wl_surface_commit(wayland->surface); /* without a buffer: asks to be configured */
    wl_display_flush(wayland->display);
}

static void read_events(struct wayland *wayland)
{
    struct pollfd connection = {.fd = wl_display_get_fd(wayland->display), .events = POLLIN};

    while (wl_display_prepare_read(wayland->display) != 0)
        if (wl_display_dispatch_pending(wayland->display) < 0)
            lose(wayland);
    wl_display_flush(wayland->display);
    if (poll(&connection, 1, 0) <= 0)
        wl_display_cancel_read(wayland->display);
    else if (wl_display_read_events(wayland->display) < 0)
        lose(wayland);
    if (wl_display_dispatch_pending(wayland->display) < 0)
        lose(wayland);
}

struct wayland_news wayland_next(struct wayland *wayland)
{
    struct wayland_news news;

    read_events(wayland);
    wl_display_flush(wayland->display);
    news = wayland->news;
    wayland->news = (struct wayland_news){.exposed = false};
    return news;
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
        if (wayland->opacity == OPAQUE)
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

    for (int i = 0; i < WAYLAND_BUFFERS; i++) {
        for (int k = 0; k < rect_count; k++)
            SDL_UnionRect(&wayland->buffers[i].stale, &rects[k], &wayland->buffers[i].stale);
        if (!wayland->buffers[i].busy)
            free_buffer = &wayland->buffers[i];
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
    SDL_Rect everything = {0, 0, wayland->canvas->w, wayland->canvas->h};

    wayland->opacity = (uint32_t)(opacity * OPAQUE);
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
