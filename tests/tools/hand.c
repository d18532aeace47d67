/* SPDX-License-Identifier: MIT */
/* A hand on the mouse of a Wayland compositor: for tests, where there is no mouse, by wlroots'
 * protocol zwlr_virtual_pointer_manager_v1. Owns a pointer.
 *
 *     hand WIDTH HEIGHT WORD…     of an output of so many points: "X,Y" moves there, "press" and
 *                                 "release" are the left button's, "wait" waits for a line of input
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wayland-client.h>

enum { MOTION_ABSOLUTE = 1, BUTTON = 2, FRAME = 4, BUTTON_LEFT = 0x110 };

static const struct wl_interface *none[6];
static const struct wl_message pointer_requests[] = {
    {"motion", "uff", none}, {"motion_absolute", "uuuuu", none},
    {"button", "uuu", none}, {"axis", "uuf", none},
    {"frame", "", none},
};
static const struct wl_interface pointer_interface = {
    "zwlr_virtual_pointer_v1", 1, 5, pointer_requests, 0, NULL,
};
static const struct wl_interface *create_types[] = {&wl_seat_interface, &pointer_interface};
static const struct wl_message manager_requests[] = {
    {"create_virtual_pointer", "?on", create_types},
};
static const struct wl_interface manager_interface = {
    "zwlr_virtual_pointer_manager_v1", 1, 1, manager_requests, 0, NULL,
};

static void on_global(void *data, struct wl_registry *registry, uint32_t name,
                      const char *interface, uint32_t version)
{
    struct wl_proxy **manager = data;

    (void)version;
    if (strcmp(interface, manager_interface.name) == 0)
        *manager = wl_registry_bind(registry, name, &manager_interface, 1);
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

static void tell(struct wl_proxy *pointer, uint32_t opcode, union wl_argument *arguments)
{
    wl_proxy_marshal_array(pointer, opcode, arguments);
    wl_proxy_marshal_array(pointer, FRAME, NULL);
}

static void obey(struct wl_proxy *pointer, const char *word, uint32_t width, uint32_t height)
{
    unsigned x, y;

    if (sscanf(word, "%u,%u", &x, &y) == 2)
        tell(pointer, MOTION_ABSOLUTE,
             (union wl_argument[]){{.u = 0}, {.u = x}, {.u = y}, {.u = width}, {.u = height}});
    else if (strcmp(word, "wait") == 0)
        getchar();
    else
        tell(
            pointer, BUTTON,
            (union wl_argument[]){{.u = 0}, {.u = BUTTON_LEFT}, {.u = strcmp(word, "press") == 0}});
}

int main(int argc, char **argv)
{
    struct wl_display *display = wl_display_connect(NULL);
    struct wl_proxy *manager = NULL, *pointer;
    union wl_argument create[] = {{.o = NULL}, {.o = NULL}};

    if (argc < 3 || !display)
        return 1;
    wl_registry_add_listener(wl_display_get_registry(display), &registry_listener, &manager);
    if (wl_display_roundtrip(display) < 0 || !manager)
        return 1;
    pointer = wl_proxy_marshal_array_constructor(manager, 0, create, &pointer_interface);
    for (int i = 3; i < argc; i++) {
        obey(pointer, argv[i], (uint32_t)atoi(argv[1]), (uint32_t)atoi(argv[2]));
        if (wl_display_roundtrip(display) < 0)
            return 1;
        puts(argv[i]);
        fflush(stdout);
    }
    return 0;
}
