/* SPDX-License-Identifier: MIT */
/* The compositor's list of windows. Owns a connection to it, which breaks without anybody's death.
 */
#include "toplevels.h"

#include <string.h>
#include <wayland-client.h>
#include <wlr-foreign-toplevel-management-unstable-v1-client-protocol.h>

/* --- ext_foreign_toplevel_list_v1, of wayland-protocols 1.32, which is too young to be asked for:
 * requests and events in the order in which they are numbered --- */

static const struct wl_interface *no_types[] = {NULL};

static const struct wl_message handle_requests[] = {{"destroy", "", no_types}};
static const struct wl_message handle_events[] = {
    {"closed", "", no_types},  {"done", "", no_types},        {"title", "s", no_types},
    {"app_id", "s", no_types}, {"identifier", "s", no_types},
};
static const struct wl_interface handle_interface = {
    "ext_foreign_toplevel_handle_v1", 1, 1, handle_requests, 5, handle_events,
};
static const struct wl_interface *toplevel_types[] = {&handle_interface};
static const struct wl_message list_requests[] = {{"stop", "", no_types},
                                                  {"destroy", "", no_types}};
static const struct wl_message list_events[] = {
    {"toplevel", "n", toplevel_types},
    {"finished", "", no_types},
};
static const struct wl_interface list_interface = {
    "ext_foreign_toplevel_list_v1", 1, 2, list_requests, 2, list_events,
};

#define HANDLE_DESTROY 0

struct list_listener {
    void (*toplevel)(void *data, struct wl_proxy *list, struct wl_proxy *handle);
    void (*finished)(void *data, struct wl_proxy *list);
};

struct handle_listener {
    void (*closed)(void *data, struct wl_proxy *handle);
    void (*done)(void *data, struct wl_proxy *handle);
    void (*text[3])(void *data, struct wl_proxy *handle, const char *text); /* title, app_id, … */
};

/* --- Either --- */

#define OWN_APP_ID \
    "ocamlwalk" /* a camel's under XWayland, where a manager sees it: environment.c */

struct toplevels {
    struct wl_proxy *list;                            /* NULL: there is none */
    struct zwlr_foreign_toplevel_manager_v1 *manager; /* the same */
    bool opened, finished;
};

static void drop(struct wl_proxy *handle)
{
    wl_proxy_marshal(handle, HANDLE_DESTROY);
    wl_proxy_destroy(handle);
}

static void on_closed(void *data, struct wl_proxy *handle)
{
    (void)data;
    drop(handle);
}

/* All is told that there is to be told of a window at first; the rest is of no interest. */
static void on_done(void *data, struct wl_proxy *handle)
{
    struct toplevels *toplevels = data;
    toplevels->opened = true;
    drop(handle);
}

static void on_text(void *data, struct wl_proxy *handle, const char *text)
{
    (void)data;
    (void)handle;
    (void)text;
}

static void on_app_id(void *data, struct wl_proxy *handle, const char *app_id)
{
    (void)data;
    if (strcmp(app_id, OWN_APP_ID) == 0)
        drop(handle);
}

static struct handle_listener handle_listener = {
    .closed = on_closed, .done = on_done, .text = {on_text, on_app_id, on_text}};

static void on_toplevel(void *data, struct wl_proxy *list, struct wl_proxy *handle)
{
    (void)list;
    wl_proxy_add_listener(handle, (void (**)(void)) & handle_listener, data);
}

static void on_finished(void *data, struct wl_proxy *list)
{
    (void)list;
    struct toplevels *toplevels = data;
    toplevels->finished = true;
}

static struct list_listener list_listener = {.toplevel = on_toplevel, .finished = on_finished};

static void on_wlr_text(void *data, struct zwlr_foreign_toplevel_handle_v1 *handle,
                        const char *text)
{
    on_text(data, (struct wl_proxy *)handle, text);
}

static void on_wlr_app_id(void *data, struct zwlr_foreign_toplevel_handle_v1 *handle,
                          const char *app_id)
{
    (void)data;
    if (strcmp(app_id, OWN_APP_ID) == 0)
        zwlr_foreign_toplevel_handle_v1_destroy(handle);
}

static void on_wlr_output(void *data, struct zwlr_foreign_toplevel_handle_v1 *handle,
                          struct wl_output *output)
{
    (void)data;
    (void)handle;
    (void)output;
}

static void on_wlr_state(void *data, struct zwlr_foreign_toplevel_handle_v1 *handle,
                         struct wl_array *states)
{
    (void)data;
    (void)handle;
    (void)states;
}

static void on_wlr_done(void *data, struct zwlr_foreign_toplevel_handle_v1 *handle)
{
    struct toplevels *toplevels = data;
    toplevels->opened = true;
    zwlr_foreign_toplevel_handle_v1_destroy(handle);
}

static void on_wlr_closed(void *data, struct zwlr_foreign_toplevel_handle_v1 *handle)
{
    (void)data;
    zwlr_foreign_toplevel_handle_v1_destroy(handle);
}

/* Of version 1, which has no parent event. */
static const struct zwlr_foreign_toplevel_handle_v1_listener wlr_handle_listener = {
    .title = on_wlr_text,
    .app_id = on_wlr_app_id,
    .output_enter = on_wlr_output,
    .output_leave = on_wlr_output,
    .state = on_wlr_state,
    .done = on_wlr_done,
    .closed = on_wlr_closed,
};

static void on_wlr_toplevel(void *data, struct zwlr_foreign_toplevel_manager_v1 *manager,
                            struct zwlr_foreign_toplevel_handle_v1 *handle)
{
    (void)manager;
    zwlr_foreign_toplevel_handle_v1_add_listener(handle, &wlr_handle_listener, data);
}

static void on_wlr_finished(void *data, struct zwlr_foreign_toplevel_manager_v1 *manager)
{
    on_finished(data, (struct wl_proxy *)manager);
}

static const struct zwlr_foreign_toplevel_manager_v1_listener manager_listener = {
    .toplevel = on_wlr_toplevel,
    .finished = on_wlr_finished,
};

static void on_global(void *data, struct wl_registry *registry, uint32_t name,
                      const char *interface, uint32_t version)
{
    (void)version;
    struct toplevels *toplevels = data;
    if (toplevels->list || toplevels->manager) /* one is enough */
        return;
    if (strcmp(interface, list_interface.name) == 0) {
        toplevels->list = wl_registry_bind(registry, name, &list_interface, 1);
        wl_proxy_add_listener(toplevels->list, (void (**)(void)) & list_listener, toplevels);
    } else if (strcmp(interface, zwlr_foreign_toplevel_manager_v1_interface.name) == 0) {
        toplevels->manager =
            wl_registry_bind(registry, name, &zwlr_foreign_toplevel_manager_v1_interface, 1);
        zwlr_foreign_toplevel_manager_v1_add_listener(toplevels->manager, &manager_listener,
                                                      toplevels);
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

/* Several at once are one piece of news. */
static void pass_on(struct toplevels *toplevels, enum toplevels_news news,
                    void (*tell)(int news_fd, enum toplevels_news news), int news_fd)
{
    if (toplevels->opened)
        tell(news_fd, news);
    toplevels->opened = false;
}

bool toplevels_follow(void (*tell)(int news_fd, enum toplevels_news news), int news_fd)
{
    struct toplevels toplevels = {.list = NULL};
    struct wl_display *display = wl_display_connect(NULL);
    if (!display)
        return false;
    struct wl_registry *registry = wl_display_get_registry(display);
    wl_registry_add_listener(registry, &registry_listener, &toplevels);
    if (wl_display_roundtrip(display) >= 0 && (toplevels.list || toplevels.manager) &&
        wl_display_roundtrip(display) >= 0) {
        pass_on(&toplevels, TOPLEVELS_OPEN, tell, news_fd);
        while (!toplevels.finished && wl_display_dispatch(display) >= 0)
            pass_on(&toplevels, TOPLEVELS_OPENED, tell, news_fd);
    }
    bool told = (toplevels.list || toplevels.manager) && !toplevels.finished;
    if (toplevels.list)
        wl_proxy_destroy(toplevels.list);
    if (toplevels.manager)
        zwlr_foreign_toplevel_manager_v1_destroy(toplevels.manager);
    wl_registry_destroy(registry);
    wl_display_disconnect(display);
    return told;
}
