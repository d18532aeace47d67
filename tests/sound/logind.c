/* SPDX-License-Identifier: MIT */
/* A logind of the sound tests' own, which knows one session and of that one thing.
 * Owns org.freedesktop.login1 on the bus that DBUS_SYSTEM_BUS_ADDRESS names.
 *
 *     logind SESSION_PATH STATE_FILE     says "ready"; then, to whoever asks, what the file says
 *                                        ("locked", "open") or nothing ever again ("mute") */
#include <stdio.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

static int get_locked_hint(sd_bus *bus, const char *path, const char *interface,
                           const char *property, sd_bus_message *reply, void *data,
                           sd_bus_error *error)
{
    char state[16] = "";
    FILE *file = fopen(data, "r");

    (void)bus, (void)path, (void)interface, (void)property, (void)error;
    if (!file || !fgets(state, sizeof state, file))
        return -1;
    fclose(file);
    if (strcmp(state, "mute") == 0)
        pause();
    return sd_bus_message_append(reply, "b", strcmp(state, "locked") == 0);
}

static const sd_bus_vtable session[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_PROPERTY("LockedHint", "b", get_locked_hint, 0, 0),
    SD_BUS_VTABLE_END,
};

int main(int argc, char **argv)
{
    sd_bus *bus = NULL;

    if (argc != 3 || sd_bus_open_system(&bus) < 0 ||
        sd_bus_add_object_vtable(bus, NULL, argv[1], "org.freedesktop.login1.Session", session,
                                 argv[2]) < 0 ||
        sd_bus_request_name(bus, "org.freedesktop.login1", 0) < 0)
        return 1;
    puts("ready");
    fflush(stdout);
    while (sd_bus_process(bus, NULL) >= 0)
        sd_bus_wait(bus, UINT64_MAX);
    return 1;
}
