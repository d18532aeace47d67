/* SPDX-License-Identifier: MIT */
/* A desktop portal of the tests' own, which knows two settings.
 * Owns org.freedesktop.portal.Desktop on the session bus.
 *
 *     portal SCHEME ANIMATIONS     says "ready"; then answers color-scheme with the number and
 *                                  enable-animations with the boolean; SCHEME "mute": never */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

static char **words;

static int read_setting(sd_bus_message *message, void *data, sd_bus_error *error)
{
    const char *group, *key;

    (void)data;
    if (strcmp(words[1], "mute") == 0)
        pause();
    if (sd_bus_message_read(message, "ss", &group, &key) < 0)
        return -1;
    if (strcmp(key, "color-scheme") == 0)
        return sd_bus_reply_method_return(message, "v", "v", "u", (uint32_t)atoi(words[1]));
    if (strcmp(key, "enable-animations") == 0)
        return sd_bus_reply_method_return(message, "v", "v", "b", atoi(words[2]));
    return sd_bus_error_set_const(error, "org.freedesktop.portal.Error.NotFound", key);
}

static const sd_bus_vtable settings[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Read", "ss", "v", read_setting, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END,
};

int main(int argc, char **argv)
{
    sd_bus *bus = NULL;

    words = argv;
    if (argc != 3 || sd_bus_open_user(&bus) < 0 ||
        sd_bus_add_object_vtable(bus, NULL, "/org/freedesktop/portal/desktop",
                                 "org.freedesktop.portal.Settings", settings, NULL) < 0 ||
        sd_bus_request_name(bus, "org.freedesktop.portal.Desktop", 0) < 0)
        return 1;
    puts("ready");
    fflush(stdout);
    while (sd_bus_process(bus, NULL) >= 0)
        sd_bus_wait(bus, UINT64_MAX);
    return 1;
}
