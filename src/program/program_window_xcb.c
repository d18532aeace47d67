/* SPDX-License-Identifier: MIT */
/* A search among the X server's clients: a shared object. Owns a connection to the server, which
 * breaks without anybody's death: XCB, unlike Xlib, does not end the process. */
#include "program_window.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <xcb/res.h>
#include <xcb/xcb.h>

#define SIZE_MIN_PX 32 /* smaller ones are helpers: clipboards, trays, leaders of groups */
#define DEPTH_MAX   3  /* below the root: a window manager's frame, a wrapper in it, the window */
#define CLIENTS_MAX 32
#define BATCH       64 /* questions asked before the first answer is awaited */

struct search {
    xcb_connection_t *connection;
    pid_t program;
    bool (*holds)(pid_t program, pid_t process);
    bool has_clients; /* the server tells which process a window's client is */
    xcb_atom_t pid_property;
};

static bool ask_version(struct search *search)
{
    const xcb_query_extension_reply_t *extension =
        xcb_get_extension_data(search->connection, &xcb_res_id);
    if (!extension || !extension->present)
        return false;
    xcb_res_query_version_reply_t *version = xcb_res_query_version_reply(
        search->connection, xcb_res_query_version(search->connection, 1, 2), NULL);
    bool tells = version && (version->server_major > 1 ||
                             (version->server_major == 1 && version->server_minor >= 2));
    free(version);
    return tells;
}

static xcb_atom_t find_pid_property(xcb_connection_t *connection)
{
    static const char name[] = "_NET_WM_PID";
    xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(
        connection, xcb_intern_atom(connection, false, sizeof name - 1, name), NULL);
    xcb_atom_t atom = reply ? reply->atom : XCB_ATOM_NONE;
    free(reply);
    return atom;
}

/* Keeps the clients, CLIENT or any if it is NONE, whose processes are in the program's tree;
 * returns how many. */
static int ask_clients(const struct search *search, xcb_window_t client, uint32_t *ours)
{
    xcb_res_client_id_spec_t question = {.client = client,
                                         .mask = XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
    xcb_res_query_client_ids_reply_t *reply = xcb_res_query_client_ids_reply(
        search->connection, xcb_res_query_client_ids(search->connection, 1, &question), NULL);
    if (!reply)
        return 0;
    int count = 0;
    for (xcb_res_client_id_value_iterator_t id = xcb_res_query_client_ids_ids_iterator(reply);
         id.rem > 0 && count < CLIENTS_MAX; xcb_res_client_id_value_next(&id))
        if (xcb_res_client_id_value_value_length(id.data) >= 1 &&
            search->holds(search->program, (pid_t)*xcb_res_client_id_value_value(id.data)))
            ours[count++] = id.data->spec.client;
    free(reply);
    return count;
}

static bool window_says_ours(const struct search *search, xcb_window_t window)
{
    xcb_get_property_reply_t *reply =
        xcb_get_property_reply(search->connection,
                               xcb_get_property(search->connection, false, window,
                                                search->pid_property, XCB_ATOM_CARDINAL, 0, 1),
                               NULL);
    bool ours = reply && reply->format == 32 && xcb_get_property_value_length(reply) == 4 &&
                search->holds(search->program, (pid_t) * (uint32_t *)xcb_get_property_value(reply));
    free(reply);
    return ours;
}

static bool is_ours(const struct search *search, xcb_window_t window)
{
    uint32_t clients[CLIENTS_MAX];
    return search->has_clients ? ask_clients(search, window, clients) > 0
                               : window_says_ours(search, window);
}

/* On the screen, or about to be, and for people to look at. */
static bool is_shown(const struct search *search, xcb_window_t window)
{
    xcb_connection_t *connection = search->connection;
    xcb_get_window_attributes_cookie_t attributes_cookie =
        xcb_get_window_attributes(connection, window);
    xcb_get_geometry_cookie_t geometry_cookie = xcb_get_geometry(connection, window);
    xcb_get_window_attributes_reply_t *attributes =
        xcb_get_window_attributes_reply(connection, attributes_cookie, NULL);
    xcb_get_geometry_reply_t *geometry = xcb_get_geometry_reply(connection, geometry_cookie, NULL);
    bool shown = attributes && geometry && attributes->map_state != XCB_MAP_STATE_UNMAPPED &&
                 attributes->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT &&
                 !attributes->override_redirect && geometry->width >= SIZE_MIN_PX &&
                 geometry->height >= SIZE_MIN_PX;
    free(attributes);
    free(geometry);
    return shown;
}

static void select_events(const struct search *search, xcb_window_t window, uint32_t events)
{
    xcb_change_window_attributes(search->connection, window, XCB_CW_EVENT_MASK, &events);
}

/* A new window: it may be mapped later, and by then be inside a window manager's frame.
 * What a window says of itself, it says after it was made: without the server's word all are
 * watched, and asked only then, lest one says it and is mapped in between. */
static bool consider(const struct search *search, xcb_window_t window)
{
    if (search->has_clients && !is_ours(search, window))
        return false;
    select_events(search, window, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
    return (search->has_clients || is_ours(search, window)) && is_shown(search, window);
}

/* Windows that are still to be looked below. */
struct windows {
    xcb_window_t *ids;
    size_t count, size;
};

static void add(struct windows *windows, xcb_window_t id)
{
    if (windows->count == windows->size) {
        size_t size = windows->size ? 2 * windows->size : 256;
        xcb_window_t *ids = realloc(windows->ids, size * sizeof *ids);
        if (!ids)
            return;
        windows->ids = ids;
        windows->size = size;
    }
    windows->ids[windows->count++] = id;
}

/* Whether CHILD is a window of one of CLIENTS, which needs no question: a client's windows have its
 * own first number; where clients are not told, the window is asked. */
static bool belongs(const struct search *search, xcb_window_t child, const uint32_t *clients,
                    int client_count)
{
    uint32_t mask = xcb_get_setup(search->connection)->resource_id_mask;
    for (int i = 0; i < client_count; i++)
        if ((child & ~mask) == (clients[i] & ~mask))
            return true;
    return !search->has_clients && window_says_ours(search, child);
}

/* The children of PARENTS that were there before us: those that are not the program's go to
 * BELOW. */
static bool look_below(const struct search *search, const struct windows *parents,
                       const uint32_t *clients, int client_count, struct windows *below)
{
    bool found = false;
    for (size_t start = 0; start < parents->count; start += BATCH) {
        size_t left = parents->count - start, count = left < BATCH ? left : BATCH;
        xcb_query_tree_cookie_t cookies[BATCH];
        for (size_t i = 0; i < count; i++)
            cookies[i] = xcb_query_tree(search->connection, parents->ids[start + i]);
        for (size_t i = 0; i < count; i++) {
            xcb_query_tree_reply_t *tree =
                xcb_query_tree_reply(search->connection, cookies[i], NULL);
            const xcb_window_t *children = tree ? xcb_query_tree_children(tree) : NULL;
            int child_count = tree ? xcb_query_tree_children_length(tree) : 0;
            for (int child = 0; child < child_count && !found; child++)
                if (belongs(search, children[child], clients, client_count))
                    found = consider(search, children[child]);
                else
                    add(below, children[child]);
            free(tree);
        }
    }
    return found;
}

static bool look_round(const struct search *search)
{
    struct windows level = {0};
    for (xcb_screen_iterator_t screen = xcb_setup_roots_iterator(xcb_get_setup(search->connection));
         screen.rem > 0; xcb_screen_next(&screen)) {
        /* the events first, then the look: no window slips through between */
        select_events(search, screen.data->root, XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY);
        add(&level, screen.data->root);
    }
    uint32_t clients[CLIENTS_MAX];
    int client_count = search->has_clients ? ask_clients(search, XCB_NONE, clients) : 0;
    /* as a rule the program is no client yet, and that was all */
    bool found = false;
    for (int depth = 0; depth < DEPTH_MAX && !found && (client_count > 0 || !search->has_clients);
         depth++) {
        struct windows below = {0};
        found = look_below(search, &level, clients, client_count, &below);
        free(level.ids);
        level = below;
    }
    free(level.ids);
    return found;
}

static bool handle(const struct search *search, const xcb_generic_event_t *event)
{
    const xcb_create_notify_event_t *create = (const xcb_create_notify_event_t *)event;
    const xcb_map_notify_event_t *map = (const xcb_map_notify_event_t *)event;
    const xcb_configure_notify_event_t *configure = (const xcb_configure_notify_event_t *)event;
    switch (event->response_type & 0x7f) {
    case XCB_CREATE_NOTIFY:
        return !create->override_redirect && consider(search, create->window);
    case XCB_MAP_NOTIFY:
        return !map->override_redirect && is_ours(search, map->window) &&
               is_shown(search, map->window);
    case XCB_CONFIGURE_NOTIFY:
        /* told by the window itself, not by the root: one of ours, which may have been small */
        return configure->event == configure->window && configure->width >= SIZE_MIN_PX &&
               configure->height >= SIZE_MIN_PX && is_ours(search, configure->window) &&
               is_shown(search, configure->window);
    default:
        return false;
    }
}

/* After the first look the X server tells of what comes. */
static bool await_event(const struct search *search)
{
    bool found = false;
    xcb_generic_event_t *event;
    while (!found && (event = xcb_wait_for_event(search->connection))) {
        found = handle(search, event);
        free(event);
    }
    return found;
}

static void tell_looked(int news_fd)
{
    const char looked = PROGRAM_WINDOW_LOOKED;
    /* if it cannot be told, the camel waits in vain for as long as it cares to */
    while (write(news_fd, &looked, 1) < 0 && errno == EINTR)
        ;
}

static bool await(pid_t program, bool (*holds)(pid_t program, pid_t process), int news_fd)
{
    struct search search = {
        .connection = xcb_connect(NULL, NULL), .program = program, .holds = holds};
    bool found = false;
    if (!xcb_connection_has_error(search.connection)) {
        search.has_clients = ask_version(&search);
        if (!search.has_clients)
            search.pid_property = find_pid_property(search.connection);
        found = look_round(&search);
        if (!found) {
            tell_looked(news_fd);
            found = await_event(&search);
        }
    }
    xcb_disconnect(search.connection);
    return found;
}

const struct program_window_plugin program_window_plugin = {.await = await};
